from simpy import Environment

from benchmarks.simulation.relay import Relay


def test_what_comes_meanwhile_goes_together():
    env, passed, ended = Environment(), [], []
    relay = Relay(env, lambda: env.timeout(1), lambda: passed.append(env.now))

    def come():
        for at_s in (0, 0.25, 0.5, 5):
            yield env.timeout(at_s - env.now)
            relay.send()
        yield relay.ended()
        ended.append(env.now)

    env.process(come())
    env.run()
    assert passed == [1, 2, 6]
    assert ended == [6]


def test_nothing_sent_is_nothing_to_wait_for():
    env = Environment()
    env.run(Relay(env, lambda: env.timeout(1), lambda: None).ended())
    assert env.now == 0
