"""Frames that look up what their symbol says.

VITS makes a matrix of zeros and ones from durations, frames by symbols, and multiplies means and deviations with it
(Kim et al. 2021, 2.2.1; Kim et al. 2020, arXiv:2005.11129). To read the symbol of every frame makes the same.
"""

from copy import deepcopy

from onnx import ModelProto, NodeProto, TensorProto, helper

from models.piper.nodes import Nodes, put

SYMBOL_OF_FRAME = "symbol_of_frame"
"""Input: the place of its symbol for each frame, [frames]."""
SYMBOLS = 1
"""The axis of symbols in what is multiplied, [rows, symbols, channels]."""


def looked_up(model: ModelProto, durations: str) -> ModelProto:
    """`model` with the new input in place of products with the matrix made of `durations`; without such, as it was."""
    changed = deepcopy(model)
    nodes = Nodes(changed)
    late = nodes.ahead(durations)
    put(changed, [_reading(node) if _aligns(nodes, node, late) else node for node in nodes.all])
    put(changed, Nodes(changed).behind(nodes.outputs, set()))
    if any(SYMBOL_OF_FRAME in node.input for node in changed.graph.node):
        changed.graph.input.append(helper.make_tensor_value_info(SYMBOL_OF_FRAME, TensorProto.INT64, ["frames"]))
    return changed


def _aligns(nodes: Nodes, node: NodeProto, late: set[str]) -> bool:
    """Whether it multiplies that matrix, which is made by adding up durations, with something known before."""
    if node.op_type != "MatMul" or node.input[0] not in late or node.input[1] in late:
        return False
    return any(before.op_type == "CumSum" for before in nodes.behind([node.input[0]], set()))


def _reading(product: NodeProto) -> NodeProto:
    return helper.make_node("Gather", [product.input[1], SYMBOL_OF_FRAME], product.output, axis=SYMBOLS)
