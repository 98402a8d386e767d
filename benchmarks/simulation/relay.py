"""A relay: windows on their way from the engine to the listener, joined as pipeline/running.py joins them."""

from collections.abc import Callable, Generator
from typing import Any

from simpy import Environment, Event


class Relay:
    """Of one segment. What comes while something is being passed on goes with it next, at the price of one."""

    def __init__(self, env: Environment, work: Callable[[], Event], pass_on: Callable[[], None]) -> None:
        """`work` is what it takes to pass something on, and `pass_on` is called when that is done."""
        self._env, self._work, self._pass_on = env, work, pass_on
        self._waiting = False
        self._running: Event | None = None

    def send(self) -> None:
        """Another window is there."""
        self._waiting = True
        if self._running is None:
            self._running = self._env.process(self._run())

    def ended(self) -> Event:
        """When all that was sent has been passed on."""
        return self._running or self._env.timeout(0)

    def _run(self) -> Generator[Event, Any, None]:
        while self._waiting:
            self._waiting = False
            yield self._work()
            self._pass_on()
        self._running = None
