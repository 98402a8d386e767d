import pytest

from deployments.scaling.options import Scaling, scalings


def test_all_have_defaults():
    assert scalings({"gpu": {}, "cpu": None}) == {"gpu": Scaling(), "cpu": Scaling()}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"gpu": {"utilization": 0.5}}, r"gpu\.utilization: Extra inputs.*known options: speed, utilisation"),
        ({"gpu": {"speed": -1}}, r"gpu\.speed: Input should be greater than 0"),
        ({"gpu": {"stand_in": "cpu"}}, r"gpu\.stand_in: 'cpu' needs an entry of its own among gpu"),
        ({"gpu": {"stand_in": "gpu"}}, r"gpu\.stand_in: 'gpu' needs"),
        ({"a": {"stand_in": "cpu"}, "b": {"stand_in": "cpu"}, "cpu": {}}, r"'cpu' can be the stand_in of one"),
    ],
)
def test_what_is_wrong_is_named(given, told):
    with pytest.raises(ValueError, match=told):
        scalings(given)
