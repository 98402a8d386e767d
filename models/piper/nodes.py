"""The nodes of an ONNX graph: what depends on what, and parts of it as graphs of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onnx import GraphProto, ModelProto, NodeProto, TensorProto, TypeProto, ValueInfoProto, helper

RANDOM = {"RandomNormal", "RandomNormalLike"}


@dataclass(frozen=True, slots=True)
class Part:
    """A graph that runs by itself."""

    model: ModelProto
    inputs: tuple[str, ...]
    """Noise included."""
    noise: str | None
    """The input that stands for the random node it had: [1, channels, time], float32."""


class Nodes:
    """A graph's nodes, in the order in which they run."""

    def __init__(self, model: ModelProto) -> None:
        self._model, graph = model, model.graph
        self.all = list(graph.node)
        self.outputs = [value.name for value in graph.output]
        self.weights = {tensor.name: tensor for tensor in graph.initializer}
        self.constants = self.weights | {node.output[0]: tensor for node in self.all if (tensor := _value(node))}
        self._makers = {name: node for node in self.all for name in node.output}
        self._places = {name: place for place, node in enumerate(self.all) for name in node.output}
        self._types: dict[str, ValueInfoProto] = {
            value.name: value for value in [*graph.input, *graph.value_info, *graph.output]
        }
        self._given = {value.name for value in graph.input} - set(self.weights)

    def maker(self, name: str) -> NodeProto | None:
        """The node that makes it; None for inputs and weights."""
        return self._makers.get(name)

    def behind(self, names: list[str], stop: set[str]) -> list[NodeProto]:
        """What is needed to make `names` when those in `stop` are given."""
        places: set[int] = set()
        wanted = list(names)
        while wanted:
            name = wanted.pop()
            if name in stop or name not in self._places or self._places[name] in places:
                continue
            places.add(self._places[name])
            wanted += needs(self._makers[name])
        return [self.all[place] for place in sorted(places)]

    def ahead(self, name: str) -> set[str]:
        """What depends on it, itself included."""
        found = {name}
        for node in self.all:
            if found.intersection(needs(node)):
                found.update(node.output)
        return found

    def part(self, nodes: list[NodeProto], outputs: list[str]) -> Part:
        """`nodes` as a graph; whatever they need and do not make is its input, random noise too.

        Raises ValueError when they draw noise more than once.
        """
        random = [node for node in nodes if node.op_type in RANDOM]
        kept = [node for node in nodes if node.op_type not in RANDOM]
        if len(random) > 1:
            raise ValueError("it draws noise more often than a VITS voice does")
        noise = random[0].output[0] if random else None
        used = dict.fromkeys(name for node in kept for name in needs(node))
        made = {name for node in kept for name in node.output}
        inputs = [name for name in used if name in self._given or (name in self._makers and name not in made)]
        graph = helper.make_graph(
            kept,
            "part",
            [self._input(name) for name in inputs],
            [ValueInfoProto(name=name) for name in outputs],
            [self.weights[name] for name in used if name in self.weights],
        )
        model = helper.make_model(graph, opset_imports=self._model.opset_import, ir_version=self._model.ir_version)
        return Part(model, tuple(inputs), noise)

    def _input(self, name: str) -> ValueInfoProto:
        if name in self._given:
            return self._types[name]
        element = self._types[name].type.tensor_type.elem_type if name in self._types else TensorProto.FLOAT
        return ValueInfoProto(name=name, type=TypeProto(tensor_type=TypeProto.Tensor(elem_type=element)))


def put(model: ModelProto, nodes: Iterable[NodeProto]) -> None:
    """In the place of those that the graph has."""
    chosen = list(nodes)
    del model.graph.node[:]
    model.graph.node.extend(chosen)


def made_by(nodes: Iterable[NodeProto]) -> set[str]:
    """What they make, constants excepted, which any part may make anew."""
    return {name for node in nodes if node.op_type != "Constant" for name in node.output}


def _value(node: NodeProto) -> TensorProto | None:
    values = (attribute.t for attribute in node.attribute if node.op_type == "Constant" and attribute.name == "value")
    return next(values, None)


def needs(node: NodeProto) -> Iterator[str]:
    """Names that it reads, those of the graphs inside it included; noise has no history."""
    if node.op_type in RANDOM:
        return
    yield from (name for name in node.input if name)
    for attribute in node.attribute:
        if attribute.HasField("g"):
            yield from _inside(attribute.g)


def _inside(graph: GraphProto) -> Iterator[str]:
    own = {name for node in graph.node for name in node.output}
    for node in graph.node:
        yield from (name for name in needs(node) if name not in own)
    yield from (value.name for value in graph.output if value.name not in own)
