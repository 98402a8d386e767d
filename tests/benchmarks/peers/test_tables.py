"""Tables of the comparison."""

import pytest

from benchmarks.peers.peer import PEERS
from benchmarks.peers.tables import MARKS, between_marks, markdown, spread


def figures(speed):
    """Of one load."""
    names = ("ttfa_p50_ms", "ttfa_p95_ms", "server_cpu_ms", "client_cpu_ms")
    return {"audio_s_per_s": speed, **dict.fromkeys(names, 5.0), "failed": 1}


def one_round(limit, ours):
    loads = {"sentences, 8 at once": figures(ours)}
    return {
        "limit": {"sentences": {"audio_s_per_s": limit, "cpu_ms_per_audio_s": 20.0}},
        "piper.http_server": {"sentences, 8 at once": figures(50.0)},
        "Declaim": loads,
    }


def test_medians_of_rounds_and_the_ratio_within_each():
    rounds = [one_round(100, 80), one_round(50, 60), one_round(100, 90)]
    versions = {peer.name: "1.0" for peer in PEERS}
    lines = markdown({"voices": {"bundled": rounds, "medium": []}, "versions": versions}).splitlines()
    ours = next(line for line in lines if line.startswith("| Declaim"))
    assert "80.0 (60.0-90.0) | 0.90 (0.80-1.20)" in ours
    assert ours.endswith("| 3 |")
    assert "### The medium voice" not in lines
    assert sum(line.startswith("- ") for line in lines) == len(PEERS)


def test_they_go_between_the_marks_of_a_page():
    page = f"before\n{MARKS[0]}\nold\n{MARKS[1]}\nafter\n"
    assert between_marks(page, "new") == f"before\n{MARKS[0]}\n\nnew\n\n{MARKS[1]}\nafter\n"
    with pytest.raises(ValueError, match="peers: begin"):
        between_marks("no marks", "new")


def test_what_is_not_known():
    assert spread([None]) == "-"
    assert spread([1.0, None, 3.0]) == "2.0 (1.0-3.0)"
