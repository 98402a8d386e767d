"""A relay: windows on their way from the engine to the listener, in messages as pipeline/running.py has them."""

from collections.abc import Callable

from simpy import Environment, Event

from pipeline.hearing import Hearing

TOGETHER_S = 1e-9
"""A rest so close to its end is over: what rounding leaves over is nobody's."""


class Relay:
    """Of one segment. What comes while a message is passed on, or while who listens has enough to hear, goes with the
    next one, at the price of one."""

    def __init__(
        self,
        env: Environment,
        work: Callable[[float], Event],
        pass_on: Callable[[float], None],
        due: float | None = None,
    ) -> None:
        """`work` is what it takes to pass on so many audio seconds; `pass_on` is called with them when that is done.
        `due`: until when something else is heard before it."""
        self._env, self._work, self._pass_on = env, work, pass_on
        self._hearing = Hearing(due, lambda: env.now)
        self._waiting_s, self._rests_until = 0.0, 0.0
        """Audio seconds of the next message, and when it may go."""
        self._passing = self._timed = self._over = False
        self._ended = env.event()

    def send(self, audio_s: float) -> None:
        """Another window is there."""
        self._waiting_s += audio_s
        self._look()

    def end(self) -> Event:
        """There will be no more; happens when all that was sent has been passed on."""
        self._over = True
        self._look()
        return self._ended

    def _look(self) -> None:
        rest_s = 0.0 if self._over else self._rests_until - self._env.now
        if self._passing:
            return
        if not self._waiting_s:
            if self._over and not self._ended.triggered:
                self._ended.succeed()
        elif rest_s <= TOGETHER_S:
            self._pass()
        elif not self._timed:
            self._timed = True
            self._after(self._env.timeout(rest_s), self._rested)

    def _pass(self) -> None:
        audio_s, self._waiting_s, self._passing = self._waiting_s, 0.0, True
        self._hearing.send(audio_s)
        self._rests_until = self._env.now + self._hearing.spare_s
        self._after(self._work(audio_s), lambda _: self._passed(audio_s))

    def _passed(self, audio_s: float) -> None:
        self._passing = False
        self._pass_on(audio_s)
        self._look()

    def _rested(self, _: Event) -> None:
        self._timed = False
        self._look()

    @staticmethod
    def _after(event: Event, then: Callable[[Event], None]) -> None:
        assert event.callbacks is not None
        event.callbacks.append(then)
