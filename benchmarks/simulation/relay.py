"""A relay: windows on their way from the engine to the listener, joined as pipeline/running.py joins them."""

from collections.abc import Callable

from simpy import Environment, Event


class Relay:
    """Of one segment. What comes while something is being passed on goes with it next, at the price of one."""

    def __init__(self, env: Environment, work: Callable[[], Event], pass_on: Callable[[], None]) -> None:
        """`work` is what it takes to pass something on, and `pass_on` is called when that is done."""
        self._env, self._work, self._pass_on = env, work, pass_on
        self._waiting = self._running = False
        self._ended: Event | None = None

    def send(self) -> None:
        """Another window is there."""
        if self._running:
            self._waiting = True
        else:
            self._begin()

    def ended(self) -> Event:
        """When all that was sent has been passed on."""
        if not self._running:
            return self._env.timeout(0)
        self._ended = self._env.event()
        return self._ended

    def _begin(self) -> None:
        self._running, self._waiting = True, False
        passed = self._work()
        assert passed.callbacks is not None
        passed.callbacks.append(self._passed)

    def _passed(self, _: Event) -> None:
        self._pass_on()
        self._running = False
        if self._waiting:
            self._begin()
        elif self._ended is not None:
            self._ended.succeed()
