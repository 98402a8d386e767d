"""Nodes that are added to a graph."""

from models.piper.adding import Adding


def test_each_is_named_after_what_is_made_in_the_end():
    add = Adding("sum")
    doubled = add("Mul", "given", add.numbers(2))
    assert add("Add", doubled, "given", made="sum") == "sum"
    assert [list(node.output) for node in add.nodes] == [["sum/0"], ["sum/1"], ["sum"]]
    assert list(add.nodes[1].input) == ["given", "sum/0"]
