"""Attention to what is near, made of few products."""

from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
from onnx import helper, numpy_helper

from models.noise import drawn
from models.piper import files
from models.piper.attention import narrowed
from models.piper.session import options, run, session
from models.voice import Voices

pytestmark = pytest.mark.cluster


@pytest.fixture(scope="module", params=["solo", "duo", "declaim"])
def text(request, voice):
    """The part with attention: coqui's export, piper's, and that of the voice that comes with Declaim."""
    name = request.param
    _, parts = files.read(Voices.known({"piper"}, Path("none"))[name] if name == "declaim" else voice(name))
    return parts.text


def heard(ready, part, symbols):
    """All that `part` makes of so many symbols."""
    given = {
        "input": np.arange(symbols)[None] % 30,
        "input_lengths": np.array([symbols]),
        "sid": np.array([0]),
        "scales": np.ones(3, np.float32),
        part.noise: drawn(7, 0, symbols, 2)[None],
    }
    return run(ready, given)


def same(one, other):
    return all(np.allclose(one[name], other[name], atol=1e-5) for name in one)


def vectors(model):
    """What is padded in attention."""
    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    return [weights[node.input[0]] for node in model.graph.node if node.op_type == "Pad" and node.input[0] in weights]


@pytest.mark.parametrize("symbols", [6, 9, 10, 57, 300])
def test_it_makes_the_same(text, symbols):
    plain, few = (session(model, options(1)) for model in (text.model, narrowed(text.model)))
    assert same(heard(plain, text, symbols), heard(few, text, symbols))


@pytest.mark.parametrize("symbols", [1, 3, 5])
def test_fewer_symbols_than_are_near_will_do(text, symbols):
    made = heard(session(narrowed(text.model), options(1)), text, symbols)
    assert all(np.isfinite(each).all() for each in made.values())


def test_the_vectors_matter(text):
    """So that the test above would notice if they did not come where they belong."""
    changed = deepcopy(text.model)
    for tensor in vectors(changed):
        tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor)[:, ::-1] * 3, tensor.name))
    one, other = (heard(session(model, options(1)), text, 57) for model in (text.model, changed))
    assert not same(one, other)
    assert same(other, heard(session(narrowed(changed), options(1)), text, 57))


def test_no_vectors_are_padded(text):
    changed = narrowed(text.model)
    assert vectors(text.model)
    assert not vectors(changed)
    assert len(changed.graph.node) < len(text.model.graph.node)


@pytest.mark.parametrize("operator", ["MatMul", "Slice"])
def test_what_looks_different_is_left_as_it_is(text, operator):
    """Here somebody else reads what one of them has made, and it might not be there any more."""
    model = deepcopy(text.model)
    behind = {vectors(model)[0].name}
    for node in model.graph.node:
        if behind.intersection(node.input):
            behind.update(node.output)
            if node.op_type == operator:
                break
    model.graph.node.append(helper.make_node("Identity", [node.output[0]], ["read"]))
    model.graph.output.append(helper.make_tensor_value_info("read", 1, None))
    few = narrowed(model)
    assert len(vectors(few)) >= 1
    assert same(heard(session(model, options(1)), text, 20), heard(session(few, options(1)), text, 20))
