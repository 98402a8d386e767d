"""Vocoders, which are all convolutions, in onnxruntime's layout for these from end to end.

In that layout, blocks of channels ("NCHWc"), onnxruntime knows only some of what stands between a vocoder's
convolutions, and would go back and forth between layouts a dozen times. So until the graph is arranged, leaky
rectifiers go by the names of others, which it knows, and upsamplings are convolutions (`phases.py`) with marks behind
them (`marks.py`). Afterwards sums are left to the convolutions before them.
"""

import logging
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from models.piper.graph import Stage
from models.piper.marks import Marks
from models.piper.nodes import put
from models.piper.planes import CONVOLUTIONS, planar
from models.piper.scale import without_divisions
from models.piper.session import Feeds, options, run, session

log = logging.getLogger(__name__)

NCHWC = "com.microsoft.nchwc"
BLOCK = 16
"""Channels, at most; with fewer the rest of a block would be computed for nothing."""
RECTIFIERS = ("Relu", "Sigmoid")
"""What leaky rectifiers are called meanwhile, by how many have the same slope."""
OURS = {*RECTIFIERS, "Reshape"}
"""What stands for something else here, so a graph that has its own is left alone."""
WEIGHTS, SUM = 1, 3
"""Inputs of a convolution."""
PROBE, TOLERANCE = 100, 1e-3


def fastest(stage: Stage, threads: int) -> onnxruntime.InferenceSession:
    """The vocoder in blocks, where it has enough channels and says the same that way; otherwise as it is."""
    plain = session(stage.part.model, options(threads))
    if not _suits(stage):
        return plain
    try:
        blocked = session(arranged(stage), _as_it_is(threads))
        difference = _difference(stage, plain, blocked)
    except Exception as error:  # whatever this onnxruntime or processor does not like
        log.warning("onnxruntime does not take a vocoder in blocks (%s), so it is spoken as it is, more slowly", error)
        return plain
    if difference > TOLERANCE:
        log.warning("a vocoder in blocks differs by %s, so it is spoken as it is, more slowly", difference)
        return plain
    return blocked


def arranged(stage: Stage) -> ModelProto:
    """The stage for this machine's processor, to be run without further changes."""
    model = planar(without_divisions(stage.part.model), stage.timed)
    slopes, marks = _rectify(model), Marks(model, _block(), stage.reach.hop if stage.reach else 1)
    model = _optimized(model)
    nodes = marks.replaced(list(_without_reshapes(model.graph.node, marks.made)))
    put(model, _summed(list(_restored(nodes, slopes))))
    return model


def _suits(stage: Stage) -> bool:
    """Its narrowest signal fills a block."""
    graph, weights = stage.part.model.graph, _weights(stage.part.model)
    upsampled = [weights[node.input[WEIGHTS]].dims[1] for node in graph.node if node.op_type == "ConvTranspose"]
    return min(upsampled, default=0) >= BLOCK and OURS.isdisjoint(node.op_type for node in graph.node)


def _weights(model: ModelProto) -> dict[str, TensorProto]:
    return {tensor.name: tensor for tensor in model.graph.initializer}


def _as_it_is(threads: int) -> onnxruntime.SessionOptions:
    chosen = options(threads)
    chosen.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return chosen


def _difference(stage: Stage, *sessions: onnxruntime.InferenceSession) -> float:
    """The largest between what they make of the same signal."""
    signal = np.random.default_rng(0).standard_normal((1, _channels(stage), PROBE), np.float32)
    feeds: Feeds = {**dict.fromkeys(stage.timed, signal), "sid": np.zeros(1, np.int64)}
    one, other = (run(each, feeds)[stage.output] for each in sessions)
    return float(abs(one - other).max())


def _channels(stage: Stage) -> int:
    """Of the signal that it is given."""
    weights, timed = _weights(stage.part.model), set(stage.timed)
    for node in stage.part.model.graph.node:
        if timed.intersection(node.input) and node.op_type in CONVOLUTIONS:
            outputs, inputs = weights[node.input[WEIGHTS]].dims[:2]
            return int(inputs if node.op_type == "Conv" else outputs)
        timed.update(node.output if timed.intersection(node.input) else ())
    raise ValueError("a vocoder has convolutions")


def _rectify(model: ModelProto) -> dict[str, float]:
    """Call leaky rectifiers rectifiers, those with the most common slopes; returns these by what they are called."""
    leaky = [node for node in model.graph.node if node.op_type == "LeakyRelu"]
    slopes = Counter(_setting(node, "alpha", 0.01) for node in leaky)
    called = {slope: name for (slope, _), name in zip(slopes.most_common(), RECTIFIERS, strict=False)}
    for node in leaky:
        slope = _setting(node, "alpha", 0.01)
        if slope in called:
            node.op_type = called[slope]
            del node.attribute[:]
    return {name: slope for slope, name in called.items()}


@cache
def _block() -> int:
    """Channels of a block in the layout for this machine's processor. Raises ValueError where it has none."""
    weights = numpy_helper.from_array(np.ones((1, 2 * BLOCK, 1, 1), np.float32), "weights")
    given, made = (helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("given", "made"))
    convolution = helper.make_node("Conv", ["given", "weights"], ["made"])
    graph = helper.make_graph([convolution], "one channel", [given], [made], [weights])
    model = _optimized(helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 15)]))
    filters = [node.input[WEIGHTS] for node in model.graph.node if node.domain == NCHWC and node.op_type == "Conv"]
    if not filters:
        raise ValueError("it has no layout in blocks for this processor")
    return int(_weights(model)[filters[0]].dims[0])


def _optimized(model: ModelProto) -> ModelProto:
    """As onnxruntime arranges it for the processor that this runs on."""
    with tempfile.TemporaryDirectory() as folder:
        chosen, path = options(threads=1), Path(folder, "arranged.onnx")
        chosen.optimized_model_filepath = str(path)
        session(model, chosen)
        return onnx.load(path)


def _without_reshapes(nodes: Iterable[NodeProto], marked: Collection[str]) -> Iterable[NodeProto]:
    """It puts them around sums in its layout, for signals of unlike shape; here all of them are alike."""
    same: dict[str, str] = {}
    for node in nodes:
        node.input[:] = [same.get(name, name) for name in node.input]
        if node.op_type == "Reshape" and node.output[0] not in marked:
            same[node.output[0]] = node.input[0]
        else:
            yield node


def _restored(nodes: Iterable[NodeProto], slopes: Mapping[str, float]) -> Iterable[NodeProto]:
    """Rectifiers leak again, in a convolution too."""
    for node in nodes:
        activation = _setting(node, "activation", b"").decode()
        if node.op_type in slopes:
            node.attribute.append(helper.make_attribute("alpha", slopes[node.op_type]))
            node.op_type = "LeakyRelu"
        elif activation in slopes:
            kept = [attribute for attribute in node.attribute if attribute.name != "activation"]
            del node.attribute[:]
            leaky = {"activation": "LeakyRelu", "activation_params": [slopes[activation]]}
            node.attribute.extend([*kept, *(helper.make_attribute(name, value) for name, value in leaky.items())])
        yield node


def _summed(nodes: list[NodeProto]) -> list[NodeProto]:
    """A convolution that only a sum waits for adds the other signal by itself, in the place of the sum."""
    uses = Counter(name for node in nodes for name in node.input)
    ready = {node.output[0]: node for node in nodes if _may_add(node) and uses[node.output[0]] == 1}
    kept: list[NodeProto] = []
    for node in nodes:
        convolutions = [ready[name] for name in node.input if name in ready] if node.op_type == "Add" else []
        if convolutions:
            kept.remove(convolutions[0])
            node = _adding(convolutions[0], node)  # noqa: PLW2901
        kept.append(node)
    return kept


def _may_add(node: NodeProto) -> bool:
    return (
        node.domain == NCHWC
        and node.op_type == "Conv"
        and len(node.input) <= SUM
        and not _setting(node, "activation", b"")
    )


def _adding(convolution: NodeProto, total: NodeProto) -> NodeProto:
    """The convolution that makes the sum."""
    (made,) = convolution.output
    other = next(name for name in total.input if name != made)
    convolution.input.extend([*[""] * (SUM - len(convolution.input)), other])
    convolution.output[:] = total.output
    return convolution


def _setting(node: NodeProto, name: str, otherwise: Any) -> Any:
    return next((helper.get_attribute_value(found) for found in node.attribute if found.name == name), otherwise)
