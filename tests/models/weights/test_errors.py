"""Errors of weights: drawn, pickled, and one line each."""

import pickle

import pytest

from models.weights import errors
from models.weights.errors import WeightsError

KINDS = {
    errors.UnknownWeights: ("x", "here", ("y",)),
    errors.Unreachable: ("http://x/", "refused."),
    errors.Refused: ("http://x/", 404),
    errors.BadCatalogue: ("http://x/", "no JSON"),
    errors.Damaged: ("http://x/", "short"),
    errors.Unspeakable: ("x", "no"),
    errors.LicenceNotAccepted: ("x",),
    errors.NotOurs: ("/x", "move it"),
    errors.NoRoom: ("/x", 2, 1),
}


def test_all_are_drawn():
    drawn = [line.split()[1] for line in (errors.__doc__ or "").splitlines() if line[:1] in ("├", "└")]
    assert drawn == [kind.__name__ for kind in WeightsError.__subclasses__()] == [kind.__name__ for kind in KINDS]


@pytest.mark.parametrize("kind", KINDS)
def test_all_pickle_and_say_one_line(kind):
    error = kind(*KINDS[kind])
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (type(again), str(again)) == (kind, str(error))
    assert len(str(error).splitlines()) == 1
    assert ".." not in str(error)
