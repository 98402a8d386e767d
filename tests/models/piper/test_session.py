"""Parts of a graph, run."""

import numpy as np
import pytest
from onnx import TensorProto, helper

from models.errors import EngineFailed
from models.piper.session import options, run, session

pytestmark = pytest.mark.cluster


def test_it_takes_what_it_needs_and_names_what_it_makes():
    signal = helper.make_tensor_value_info("signal", TensorProto.FLOAT, [2])
    made = helper.make_tensor_value_info("made", TensorProto.FLOAT, [2])
    graph = helper.make_graph([helper.make_node("Neg", ["signal"], ["made"])], "part", [signal], [made])
    ready = session(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9), options(1))
    said = run(ready, {"signal": np.ones(2, np.float32), "other": np.ones(1)})
    assert said["made"].tolist() == [-1, -1]
    with pytest.raises(EngineFailed, match="onnxruntime says"):
        run(ready, {"signal": np.ones(3, np.float32)})
