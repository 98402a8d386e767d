"""A voice's ONNX graph, taken apart where durations are known and where frames become samples.

Every VITS export is one graph from symbols to samples that draws its own noise. Taken apart, each part gets its
noise from outside, durations pass through our hands, and samples can be made a window at a time.
"""

from dataclasses import dataclass

import onnx
from onnx import ModelProto, NodeProto

from models.piper.nodes import RANDOM, Nodes, Part, made_by
from models.piper.reach import Reach, reach

PASSED_OVER = {"Add", "Div", "Identity", "LeakyRelu", "Mul"}
"""What may stand between the vocoder's first convolution and its first upsampling."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A part that may run on a stretch of time."""

    part: Part
    timed: frozenset[str]
    """Inputs whose last axis is time, in frames; the others are the same at every moment."""
    output: str
    """[1, channels, time]"""
    reach: Reach | None
    """None: it may look at every moment, so it runs on all of them at once."""


@dataclass(frozen=True, slots=True)
class Parts:
    """symbols -> `text` -> durations -> `prior` -> where noise goes -> `flow` -> frames -> `upsampler` -> features ->
    `vocoder` -> samples."""

    text: Part
    durations: str
    """Output of `text`: frames that each symbol lasts, not yet whole: [1, 1, symbols]."""
    prior: Part
    whole_durations: str
    """Input of `prior`: the same in whole frames."""
    flow: Stage
    """From the noise on."""
    channels: int
    """Of the frames and of the noise."""
    upsampler: Stage | None
    """The vocoder's first upsampling: a small part of its work that looks far. None: the vocoder takes frames."""
    vocoder: Stage | None
    """None: the graph does not come apart there, and `flow` makes samples."""


def split(model: ModelProto) -> Parts:
    """Take a voice apart. Raises ValueError saying why it cannot be a VITS voice."""
    nodes = Nodes(onnx.shape_inference.infer_shapes(model))
    ceil, samples = _ceil(nodes), nodes.outputs[0]
    durations, whole = ceil.input[0], ceil.output[0]
    text = nodes.behind([durations], set())
    first = _first_convolution(nodes, whole)
    frames, channels = first.input[0], nodes.weights[first.input[1]].dims[1]
    upsampler, vocoder = _vocoder(nodes, frames, samples)
    known = made_by(text)
    rest = nodes.behind([frames if vocoder else samples], {whole, *known})
    prior, flow = _at_the_noise(nodes, rest, known, whole, frames if vocoder else samples)
    wanted = [name for part in (prior, flow.part) for name in part.inputs if name in known and name != durations]
    heard = nodes.part(text, list(dict.fromkeys([durations, *wanted])))
    return Parts(heard, durations, prior, whole, flow, channels, upsampler, vocoder)


def _at_the_noise(nodes: Nodes, rest: list[NodeProto], known: set[str], whole: str, last: str) -> tuple[Part, Stage]:
    """What of `rest` does not depend on its noise, and what does. Raises ValueError unless it draws once."""
    given = {whole, *known}
    random = [node.output[0] for node in rest if node.op_type in RANDOM]
    if len(random) != 1:
        raise ValueError(f"after the durations it draws noise {len(random)} times, and a VITS voice does once")
    noisy = nodes.ahead(random[0])
    early = made_by([node for node in rest if not noisy.intersection(node.output)])
    part = nodes.part(nodes.behind([last], given | early), [last])
    timed = frozenset(part.inputs) & {*nodes.ahead(whole), part.noise}
    flow = Stage(part, timed, last, reach(part.model.graph.node, timed, last, nodes.constants))
    handed = [name for name in part.inputs if name in early]
    return nodes.part(nodes.behind(handed, given), handed), flow


def _ceil(nodes: Nodes) -> NodeProto:
    """Where durations become whole: the only rounding up in a VITS."""
    found: list[NodeProto] = [node for node in nodes.all if node.op_type == "Ceil"]
    if len(found) != 1:
        raise ValueError(f"it rounds up in {len(found)} places, and a VITS voice does once, for durations")
    return found[0]


def _first_convolution(nodes: Nodes, whole: str) -> NodeProto:
    """The vocoder's, followed back from its first upsampling. Raises ValueError when there is none."""
    timed = nodes.ahead(whole)
    node: NodeProto | None = next((node for node in nodes.all if node.op_type == "ConvTranspose"), None)
    while node is not None:
        # Beside the frames, a speaker's embedding may be added on the way; it does not depend on durations.
        node = next((nodes.maker(name) for name in node.input if name in timed), None)
        if node is not None and node.op_type == "Conv" and node.input[1] in nodes.weights:
            return node
        if node is None or node.op_type not in PASSED_OVER:
            break
    raise ValueError("it has no upsampling decoder")


def _vocoder(nodes: Nodes, frames: str, samples: str) -> tuple[Stage | None, Stage | None]:
    """In two where it upsamples a second time, if it can be: what is before looks farthest and is the least work."""
    whole = _stage(nodes, frames, samples)
    if whole is None:
        return None, None
    upsampling = [node for node in whole.part.model.graph.node if node.op_type == "ConvTranspose"]
    features = upsampling[1].input[0] if len(upsampling) > 1 else frames
    upsampler, rest = _stage(nodes, frames, features), _stage(nodes, features, samples)
    return (upsampler, rest) if upsampler and rest else (None, whole)


def _stage(nodes: Nodes, given: str, made: str) -> Stage | None:
    """From one signal to another, unless that may depend on all of it or on more than it and the speaker."""
    part = nodes.part(nodes.behind([made], {given}), [made])
    reaching = reach(part.model.graph.node, {given}, made, nodes.constants)
    if reaching is None or not set(part.inputs) <= {given, "sid"}:
        return None
    return Stage(part, frozenset({given}), made, reaching)
