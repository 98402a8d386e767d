import pytest
from simpy import Environment

from benchmarks.simulation.relay import Relay
from pipeline.hearing import LONGEST_S, MARGIN_S


@pytest.fixture
def relayed():
    """When each message had been passed on and how much was in it, given windows and when they come, and the end."""

    def relay(windows, end_s, takes_s=0.01):
        env, passed, sizes, ended = Environment(), [], [], []

        def work(audio_s):
            sizes.append(pytest.approx(audio_s))
            return env.timeout(takes_s)

        relay = Relay(env, work, lambda _: passed.append(pytest.approx(env.now)))

        def come():
            for at_s, audio_s in windows:
                yield env.timeout(at_s - env.now)
                relay.send(audio_s)
            yield env.timeout(end_s - env.now)
            yield relay.end()
            ended.append(env.now)

        env.process(come())
        env.run()
        return list(zip(passed, sizes, strict=True)), ended[0]

    return relay


def test_what_comes_meanwhile_goes_together(relayed):
    """Windows too short for anybody to have enough to hear."""
    messages, ended_s = relayed([(0, 0.1), (0.25, 0.1), (0.5, 0.1), (5, 0.1)], 5, takes_s=1)
    assert messages == [(1, 0.1), (2, 0.2), (6, 0.1)]
    assert ended_s == 6


def test_who_has_enough_to_hear_gets_no_more_for_a_while(relayed):
    """All but a margin of what was sent, and half a second at most."""
    messages, _ = relayed([(0, 0.14), (0.05, 0.42), (0.1, 1.26), (0.2, 1.0), (0.9, 1.0)], 3)
    second_s = 0.05 + (0.14 + 0.42 - 0.05 - MARGIN_S)
    assert messages[:3] == [(0.01, 0.14), (0.06, 0.42), (second_s + 0.01, 2.26)]
    assert messages[3:] == [(second_s + LONGEST_S + 0.01, 1.0)] or messages[3:] == [(0.91, 1.0)]


def test_the_end_waits_for_nobody(relayed):
    messages, ended_s = relayed([(0, 2.0), (0.1, 1.0)], 0.12)
    assert messages == [(0.01, 2.0), (0.13, 1.0)]
    assert ended_s == pytest.approx(0.13)


def test_nothing_sent_is_nothing_to_wait_for(relayed):
    assert relayed([], 0) == ([], 0)
