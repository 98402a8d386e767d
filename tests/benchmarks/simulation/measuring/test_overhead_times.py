from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

from benchmarks.load.outcome import Outcome
from benchmarks.simulation.lines import lines
from benchmarks.simulation.machine import Machine
from benchmarks.simulation.measuring import overhead_times
from benchmarks.simulation.measuring.overhead_times import MESSAGE_S, cold, fitted, group, measured, messages, steps_s
from benchmarks.simulation.measuring.server import Loaded
from benchmarks.simulation.service_times import EngineTimes, Overhead

TIMES = EngineTimes(rows=1, turns=True, row_s=0.01, row_window_s=0.002, row_audio_s=0.02)
PACE, BEFORE_S, HEARD_S, AFTER_S, BEHIND_S = 1.25, 0.01, 0.003, 0.006, 0.004


def asked(audio_s, sent, idle_cores=0.5):
    """What an idle server of such costs would be seen to take, and used; `sent`: audio seconds of each message."""
    windows = {0.56: 2, 4.34: 5}[audio_s]
    first_s = BEFORE_S + PACE * (0.01 + 0.002 + 0.02 * 0.14) + MESSAGE_S + HEARD_S * 0.14
    engine_s = PACE * (0.01 + 0.002 * windows + 0.02 * audio_s)
    latency_s = BEFORE_S + engine_s + MESSAGE_S + HEARD_S * sent[-1] + AFTER_S
    outcome = Outcome(0, 0, 10, latency_s * 1000, ttfa_ms=first_s * 1000, audio_s=audio_s)
    passed_s = MESSAGE_S * len(sent) + HEARD_S * audio_s
    cpu_s = BEFORE_S + engine_s + passed_s + AFTER_S + BEHIND_S + idle_cores * latency_s
    return group(Loaded([outcome], cpu_s, engine_s, 0.0), TIMES, idle_cores)


SHORT, LONG = (0.56, [0.14, 0.42]), (4.34, [0.14, 0.42, 3.78])


def test_windows_go_in_few_messages_when_nobody_else_is_there():
    assert messages([0.14, 0.42, 1.26, 1.26, 1.26], [0.01] * 5) == pytest.approx(LONG[1])
    assert messages([0.14, 0.42, 1.26, 1.26], [0.01, 0.5, 0.01, 0.9]) == pytest.approx([0.14, 0.42, 1.26, 1.26])


def test_costs_are_found_again():
    overhead, pace = fitted(asked(*SHORT), asked(*LONG), hit_s=0.002)
    assert pace == pytest.approx(PACE)
    expected = {"before_s": BEFORE_S, "heard_s": HEARD_S, "after_s": AFTER_S, "behind_s": BEHIND_S}
    assert {name: getattr(overhead, name) for name in expected} == pytest.approx(expected)
    assert overhead.message_s == MESSAGE_S


def test_what_nobody_computes_is_a_delay():
    """A request takes 16 ms to either side of the engine, but uses only 10 of them."""
    slow = [replace(each, cpu_s=each.cpu_s - 0.01) for each in (asked(*SHORT), asked(*LONG))]
    overhead, _ = fitted(*slow, hit_s=0.002)
    assert overhead.delay_s == pytest.approx(0.006)
    assert overhead.before_s + overhead.delay_s == pytest.approx(BEFORE_S)
    assert overhead.behind_s == 0


def test_who_comes_now_and_then_takes_longer():
    overhead = Overhead(before_s=0.01, message_s=0.003, after_s=0.007, hit_s=0)
    usual_s = 0.02 + 0.01 + 0.002 * 2 + 0.02 * 0.56
    outcomes = [Outcome(0, 0, 10, usual_s * 1000 * times, audio_s=0.56) for times in (1.2, 1.4, 9)]
    assert cold(Loaded(outcomes, 1.0, 0.5, 0.0), overhead, TIMES) == pytest.approx(1.4)
    assert cold(Loaded([Outcome(0, 0, 10, 1, audio_s=0.56)], 1.0, 0.5, 0.0), overhead, TIMES) == 1


async def test_a_server_that_is_the_model_is_found_to_be_it(service, monkeypatch):
    """The model in the server's place, whose engine is a tenth slower there than alone."""
    costs = {"before_s": 0.008, "message_s": MESSAGE_S, "heard_s": 0.002, "after_s": 0.004, "behind_s": 0.002}
    engine = {"rows": 32, "workers": 2, "turns": True, "row_s": 0.002, "row_window_s": 0.003, "row_audio_s": 0.013}
    real = service(
        engine=engine, overhead={**costs, "hit_s": 0.0}, speeds=(1.0, 1.6), audio={"fixed_s": 0, "character_s": 0.07}
    )

    async def loaded(server, workload, seconds, concurrency=None, **_):
        texts = told(workload) if concurrency else ["A sentence that is asked for now and then."]
        answered = Machine(real).closed_loop(map(lines, cycle(texts)), 1, min(2.0, seconds))
        outcomes = [outcome_of(answer) for answer in answered.answers]
        engine_s = sum(sum(steps_s(outcome, real.engine)) for outcome in outcomes)
        return Loaded(outcomes, answered.cpu_s, engine_s, 0.0)

    monkeypatch.setattr(overhead_times, "loaded", loaded)
    monkeypatch.setattr(overhead_times, "cpu_s", lambda server: 0.0)
    monkeypatch.setattr(overhead_times, "IDLE_S", 0.01)
    found = await measured(None, real.engine.at_pace(1 / 1.1))
    assert found.pace == pytest.approx(1.1)
    assert found.overhead.cold == pytest.approx(1, abs=0.05)
    assert {name: getattr(found.overhead, name) for name in costs} == pytest.approx(costs, abs=0.002)


def told(file):
    return Path(file).read_text().splitlines()


def outcome_of(answer):
    times = {"ttfa_ms": answer.ttfa_s * 1000, "audio_s": answer.audio_s}
    return Outcome(answer.asked.at_s, 0.0, answer.asked.characters, answer.latency_s * 1000, **times)
