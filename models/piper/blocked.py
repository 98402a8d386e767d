"""Vocoders, which are all convolutions, in onnxruntime's layout for these from end to end.

In that layout, blocks of channels ("NCHWc"), onnxruntime knows only some of what stands between a vocoder's
convolutions, and would go back and forth between layouts a dozen times. So a leaky rectifier is called a rectifier,
which it knows, until the graph is arranged; and what an upsampling makes passes through a convolution that changes
nothing, at which the layout begins. Afterwards sums are left to the convolutions before them.
"""

import logging
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from models.piper.graph import Stage
from models.piper.planes import CONVOLUTIONS, planar
from models.piper.session import Feeds, options, run, session

log = logging.getLogger(__name__)

NCHWC = "com.microsoft.nchwc"
BLOCK = 16
"""Channels, at most; with fewer the rest of a block would be computed for nothing."""
OURS = {"Relu", "Reshape"}
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
    model = planar(stage.part.model, stage.timed)
    slope = _rectify(model)
    _begin_layout(model)
    model = _optimized(model)
    _replace(model, _summed(list(_restored(_without_reshapes(model.graph.node), slope))))
    return model


def _suits(stage: Stage) -> bool:
    """The last convolution, which makes the only channel of the sound, is a small part of the work."""
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


def _rectify(model: ModelProto) -> float:
    """Call those leaky rectifiers rectifiers that have the most common slope; returns that."""
    leaky = [node for node in model.graph.node if node.op_type == "LeakyRelu"]
    slopes = [_setting(node, "alpha", 0.01) for node in leaky]
    common = Counter(slopes).most_common(1)[0][0] if slopes else 0.0
    for node, slope in zip(leaky, slopes, strict=True):
        if slope == common:
            node.op_type = "Relu"
            del node.attribute[:]
    return common


def _begin_layout(model: ModelProto) -> None:
    """Let every upsampling go through a convolution that changes nothing."""
    weights, nodes = _weights(model), []
    for node in model.graph.node:
        nodes.append(node)
        if node.op_type == "ConvTranspose":
            channels, (made,), same = weights[node.input[WEIGHTS]].dims[1], node.output, f"{node.output[0]}/same"
            node.output[0] = f"{made}/before"
            model.graph.initializer.append(numpy_helper.from_array(np.ones((channels, 1, 1, 1), np.float32), same))
            nodes.append(helper.make_node("Conv", [node.output[0], same], [made], group=channels, kernel_shape=[1, 1]))
    _replace(model, nodes)


def _optimized(model: ModelProto) -> ModelProto:
    """As onnxruntime arranges it for the processor that this runs on."""
    with tempfile.TemporaryDirectory() as folder:
        chosen, path = options(threads=1), Path(folder, "arranged.onnx")
        chosen.optimized_model_filepath = str(path)
        session(model, chosen)
        return onnx.load(path)


def _without_reshapes(nodes: Iterable[NodeProto]) -> Iterable[NodeProto]:
    """It puts them around sums in its layout, for signals of unlike shape; here all of them are alike."""
    same: dict[str, str] = {}
    for node in nodes:
        node.input[:] = [same.get(name, name) for name in node.input]
        if node.op_type == "Reshape":
            same[node.output[0]] = node.input[0]
        else:
            yield node


def _restored(nodes: Iterable[NodeProto], slope: float) -> Iterable[NodeProto]:
    """Rectifiers leak again, in a convolution too."""
    for node in nodes:
        if node.op_type == "Relu":
            node.op_type = "LeakyRelu"
            node.attribute.append(helper.make_attribute("alpha", slope))
        elif _setting(node, "activation", b"") == b"Relu":
            kept = [attribute for attribute in node.attribute if attribute.name != "activation"]
            del node.attribute[:]
            leaky = {"activation": "LeakyRelu", "activation_params": [slope]}
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


def _replace(model: ModelProto, nodes: list[NodeProto]) -> None:
    del model.graph.node[:]
    model.graph.node.extend(nodes)
