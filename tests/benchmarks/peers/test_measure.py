"""Figures of one server under one load."""

import os
import subprocess
import sys
import time

import pytest

from benchmarks.load.outcome import Outcome
from benchmarks.load.workloads import prompts
from benchmarks.peers.measure import Load, cpu_s, figures, long_texts, short_texts


def outcome(due_s, latency_ms, **fields):
    return Outcome(due_s=due_s, late_ms=0, characters=10, latency_ms=latency_ms, **fields)


def test_speed_is_of_all_audio_until_the_last_of_it():
    heard = [outcome(0, 2000, ttfa_ms=100.0, audio_s=6.0), outcome(1, 3000, ttfa_ms=300.0, audio_s=2.0)]
    found = figures([*heard, outcome(0, 10, error="status 429")], server_cpu_s=4.0, client_cpu_s=0.8)
    assert found.audio_s_per_s == 2.0
    assert found.ttfa_p50_ms == 200.0
    assert (found.server_cpu_ms, found.client_cpu_ms) == (500.0, 100.0)
    assert found.failed == 1


def test_long_texts_are_as_long_as_said_and_new_each_time(tmp_path):
    first, second = (
        [prompt.text for prompt, _ in zip(prompts(long_texts(tmp_path / "x.jsonl", seed), 0), range(64), strict=False)]
        for seed in (1, 2)
    )
    assert len({*first, *second}) == 128
    assert all(1000 <= len(text) < 1200 for text in first)


def test_short_texts_are_a_line_each(tmp_path):
    assert len(set(short_texts(tmp_path / "x", 1).read_text().splitlines())) == 200


def test_cpu_of_a_process_and_its_children():
    burn = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True); input()"
    child = subprocess.Popen([sys.executable, "-c", burn], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    before_s = time.process_time()
    assert child.stdout.readline()
    try:
        assert cpu_s(os.getpid()) >= before_s + 0.25
        assert cpu_s(child.pid) == pytest.approx(0.3, abs=0.1)
    finally:
        child.communicate(b"\n")


def test_a_load_is_named_as_in_the_table():
    assert Load("sentences", 8).name == "sentences, 8 at once"
