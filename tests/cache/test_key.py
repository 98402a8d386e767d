"""Content keys."""

import subprocess
import sys
from pathlib import Path

import pytest

from cache.key import content_key

ROOT = Path(__file__).parents[2]


def test_order_of_names_does_not_matter():
    assert content_key({"text": "a", "rate": 1.0}) == content_key({"rate": 1.0, "text": "a"})


def test_every_value_matters():
    different = [{"text": "a"}, {"text": "b"}, {"text": None}, {"text": "a", "seed": None}, {"other": "a"}, {}]
    assert len({content_key(parts) for parts in different}) == len(different)


def test_key_is_sha256_in_hex_and_stays_the_same():
    assert len(content_key({"text": "é😀"})) == 64
    assert content_key({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.cluster
def test_another_process_makes_the_same_key():
    program = 'from cache.key import content_key; print(content_key({"b": [1, 2.5], "a": {"y": None, "x": "é"}}))'
    done = subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == content_key({"a": {"x": "é", "y": None}, "b": [1, 2.5]})


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_has_no_number_for_is_refused(value):
    with pytest.raises(ValueError, match="JSON"):
        content_key({"rate": value})
