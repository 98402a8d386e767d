"""What can go wrong with a request, and what it is called in a report.

LoadError
|-- StatusRefused       an answer that is no success
|-- BrokenOff           an answer that ended before it was complete
|-- ErrorEvent          a stream of events that told of an error
|-- Unreadable          a stream of something else than its protocol has
|-- NoSuchWorkload      neither a name nor a file
|-- NotAWorkload        a file that cannot be read as one
|-- NotPrices           nor as prices
|-- NotForDriver        an argument that a driver can do nothing with
|-- NotOpened           a server that does not tell what its driver has to know before it asks
`-- NoSuchServer        no process of that id
"""

import aiohttp

NO_AUDIO = "no audio"
UNDECODABLE = "undecodable"


class LoadError(Exception):
    """Root of what the harness itself raises."""


class StatusRefused(LoadError):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class BrokenOff(LoadError):
    pass


class ErrorEvent(LoadError):
    pass


class Unreadable(LoadError):
    pass


class NoSuchWorkload(LoadError):
    pass


class NotAWorkload(LoadError):
    pass


class NotForDriver(LoadError):
    pass


class NotOpened(LoadError):
    pass


class NotPrices(LoadError):
    pass


class NoSuchServer(LoadError):
    pass


FAILURES = (aiohttp.ClientError, StatusRefused, BrokenOff, ErrorEvent, Unreadable, TimeoutError, OSError)
"""What a request may end with; anything else is a fault of the harness."""

KINDS: dict[type[Exception], str] = {
    TimeoutError: "timed out",
    aiohttp.ClientConnectorError: "not connected",
    ErrorEvent: "error event",
    Unreadable: UNDECODABLE,
    BrokenOff: "broken off",
    aiohttp.ClientPayloadError: "broken off",
    aiohttp.ServerDisconnectedError: "broken off",
    OSError: "broken off",
}
"""The first that fits counts."""


def kind(error: Exception) -> str:
    """One of a few words, by which failures are counted."""
    if isinstance(error, StatusRefused):
        return f"status {error.status}"
    if isinstance(getattr(error, "os_error", error), ConnectionRefusedError):
        return "connection refused"
    return next((name for known, name in KINDS.items() if isinstance(error, known)), type(error).__name__)
