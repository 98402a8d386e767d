"""Divisions of a signal that the weights of what comes next can take over."""

from copy import deepcopy

from onnx import ModelProto, NodeProto, helper, numpy_helper

from models.piper.planes import CONVOLUTIONS


def without_divisions(model: ModelProto) -> ModelProto:
    """`model` without divisions by a number that a convolution follows, through nothing but leaky rectifiers.

    These are linear but for the sign, so that the convolution's weights may be divided in the signal's stead.
    """
    changed = deepcopy(model)
    for division in [node for node in changed.graph.node if node.op_type == "Div"]:
        divisor, convolution = _number(changed, division.input[1]), _convolution_behind(changed, division)
        if divisor > 0 and convolution:
            _divide_weights(changed, convolution, divisor)
            division.op_type = "Identity"
            del division.input[1]
    return changed


def _number(model: ModelProto, name: str) -> float:
    """0 if it is none."""
    constants = {tensor.name: tensor for tensor in model.graph.initializer} | {
        node.output[0]: helper.get_attribute_value(node.attribute[0])
        for node in model.graph.node
        if node.op_type == "Constant"
    }
    tensor = constants.get(name)
    return 0.0 if tensor is None or tensor.dims else float(numpy_helper.to_array(tensor))


def _convolution_behind(model: ModelProto, node: NodeProto) -> NodeProto | None:
    """The only node that hears of `node`, through leaky rectifiers perhaps, if it is a convolution."""
    takers = [other for other in model.graph.node if node.output[0] in other.input]
    if len(takers) != 1:
        return None
    if takers[0].op_type == "LeakyRelu":
        return _convolution_behind(model, takers[0])
    weighed = takers[0].op_type in CONVOLUTIONS and takers[0].input[0] == node.output[0]
    return takers[0] if weighed else None


def _divide_weights(model: ModelProto, convolution: NodeProto, divisor: float) -> None:
    """Its own; others may share what they were."""
    weights = next(tensor for tensor in model.graph.initializer if tensor.name == convolution.input[1])
    convolution.input[1] = f"{convolution.output[0]}/divided"
    divided = numpy_helper.to_array(weights) / divisor
    model.graph.initializer.append(numpy_helper.from_array(divided.astype("float32"), convolution.input[1]))
