"""What can go wrong with a request, and what it is called in a report.

LoadError
|-- StatusRefused       an answer that is no success
|-- BrokenOff           an answer that ended before it was complete
|-- ErrorEvent          a stream of events that told of an error
|-- Unreadable          a stream of something else than events
|-- NoSuchWorkload      neither a name nor a file
|-- NotAWorkload        a file that cannot be read as one
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


class NoSuchServer(LoadError):
    pass


FAILURES = (aiohttp.ClientError, StatusRefused, BrokenOff, ErrorEvent, Unreadable, TimeoutError, OSError)
"""What a request may end with; anything else is a fault of the harness."""


def kind(error: Exception) -> str:
    """One of a few words, by which failures are counted."""
    match error:
        case StatusRefused(status=status):
            return f"status {status}"
        case TimeoutError():
            return "timed out"
        case aiohttp.ClientConnectorError(os_error=ConnectionRefusedError()):
            return "connection refused"
        case aiohttp.ClientConnectorError():
            return "not connected"
        case ErrorEvent():
            return "error event"
        case Unreadable():
            return UNDECODABLE
        case BrokenOff() | aiohttp.ClientPayloadError() | aiohttp.ServerDisconnectedError() | OSError():
            return "broken off"
        case _:
            return type(error).__name__
