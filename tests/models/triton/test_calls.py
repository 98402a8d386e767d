"""What Triton says in a stream, where errors are only text; calls to a real one are in test_engine.py."""

import pytest

from models.errors import DeadlineExceeded, EngineFailed, EngineUnavailable
from models.triton.calls import refusal
from models.triton.contract import Contract

TERMS = Contract("lessac", 22050, None, has_speakers=False, pad_to=1, has_priorities=False)


@pytest.mark.parametrize(
    ("said", "error", "told"),
    [
        ("Request timeout expired", DeadlineExceeded, "turn on the Triton server"),
        ("Request for unknown model: 'lessac' is not found", EngineUnavailable, "load it there"),
        ("Request for unknown model: 'lessac' has no available versions", EngineUnavailable, "load it there"),
        ("Exceeds maximum queue size\nAt: somewhere", EngineFailed, "'lessac' says: Exceeds maximum queue size$"),
    ],
)
def test_what_it_says_decides_what_is_done(said, error, told):
    with pytest.raises(error, match=told):
        raise refusal(TERMS, said)
