"""A voice's ONNX graph, taken apart where durations are known and where frames become samples.

Every VITS export is one graph from symbols to samples that draws its own noise. Taken apart, each part gets its
noise from outside, durations pass through our hands, and samples can be made a window at a time.
"""

from dataclasses import dataclass

import onnx
from onnx import ModelProto, NodeProto

from models.piper.nodes import Nodes, Part
from models.piper.reach import Reach, reach

PASSED_OVER = {"Add", "Div", "Identity", "LeakyRelu", "Mul"}
"""What may stand between the vocoder's first convolution and its first upsampling."""


@dataclass(frozen=True, slots=True)
class Parts:
    """symbols -> `text` -> durations -> `acoustic` -> frames -> `vocoder` -> samples."""

    text: Part
    durations: str
    """Output of `text`: frames that each symbol lasts, not yet whole: [1, 1, symbols]."""
    acoustic: Part
    whole_durations: str
    """Input of `acoustic`: the same in whole frames."""
    frames: str
    """Input of `vocoder`: [1, channels, frames]."""
    channels: int
    """Of the frames, and of the noise that `acoustic` takes."""
    samples: str
    """The last output: one row, time last."""
    vocoder: Part | None
    """None: the graph does not come apart there, and `acoustic` makes the samples of a whole row."""
    reach: Reach | None
    """Of the vocoder."""


def split(model: ModelProto) -> Parts:
    """Take a voice apart. Raises ValueError saying why it cannot be a VITS voice."""
    nodes = Nodes(onnx.shape_inference.infer_shapes(model))
    ceil, samples = _ceil(nodes), nodes.outputs[0]
    durations, whole = ceil.input[0], ceil.output[0]
    text = nodes.behind([durations], set())
    first = _first_convolution(nodes, whole)
    frames, channels = first.input[0], nodes.weights[first.input[1]].dims[1]
    vocoder, reaching = _vocoder(nodes, frames, samples)
    carried = {name for node in text if node.op_type != "Constant" for name in node.output}
    last = frames if vocoder else samples
    acoustic = nodes.part(nodes.behind([last], {whole, *carried}), [last])
    wanted = [durations, *(name for name in acoustic.inputs if name in carried and name != durations)]
    return Parts(nodes.part(text, wanted), durations, acoustic, whole, frames, channels, samples, vocoder, reaching)


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


def _vocoder(nodes: Nodes, frames: str, samples: str) -> tuple[Part, Reach] | tuple[None, None]:
    """From frames to samples, unless a sample may depend on all frames or on more than them and the speaker."""
    inside = nodes.behind([samples], {frames})
    part = nodes.part(inside, [samples])
    reaching = reach(inside, frames, samples, nodes.weights)
    return (part, reaching) if reaching and set(part.inputs) <= {frames, "sid"} else (None, None)
