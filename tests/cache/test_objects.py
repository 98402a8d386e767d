"""Which keys an object may have."""

import pytest

from cache.errors import InvalidKey
from cache.objects import check_key


@pytest.mark.parametrize("key", ["a", "voices/anna.yaml", "clips/0-f.flac", "A/b/c_d", "x" * 200])
def test_good_keys(key):
    assert check_key(key) == key


@pytest.mark.parametrize(
    "key",
    [
        *[
            "",
            "/",
            "/etc/passwd",
            "..",
            "a/..",
            "../a",
            "a/../../b",
            "a//b",
            "a/",
            ".parts/x",
            "a/.b",
            "a\\b",
            "a\0b",
            "ä",
        ],
        *["a\n", "a b", "-a", "~/a", "x" * 201, "a/./b"],
    ],
)
def test_keys_that_could_lead_elsewhere(key):
    with pytest.raises(InvalidKey):
        check_key(key)
