"""What can go wrong in cache/. Of stored audio requests see none of it: a cache in trouble is a miss.

CacheError
├── InvalidRedisUrl     the address of a Redis cannot be used; found when the server starts
├── InvalidKey          no object may have that key
├── ObjectMissing       there is no object of that key
├── ObjectExists        there is one already
├── LinkRefused         a link to an object is not ours, or too old
├── ObjectsUnavailable  the object store does not answer, or refuses
└── QueueUnavailable    the queue of batches does not answer, or refuses

Arguments are plain and positional, because errors cross processes by pickle.
"""


class CacheError(Exception):
    """Root of this room's errors."""


class InvalidRedisUrl(CacheError):
    def __init__(self, reason: str, variable: str) -> None:
        super().__init__(reason, variable)
        self.reason, self.variable = reason, variable

    def __str__(self) -> str:
        return (
            f"{self.variable} cannot be used: {self.reason}. Write redis://[USER:SECRET@]HOST[:PORT][/DATABASE], "
            "rediss:// for TLS, or unix:///PATH."
        )


class InvalidKey(CacheError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"No object may be called {self.key!r}."


class ObjectMissing(CacheError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"There is no object '{self.key}'."


class ObjectExists(CacheError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"There is an object '{self.key}' already."


class LinkRefused(CacheError):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        if self.code == "link_expired":
            return "This link has expired: ask for the audio again, which gives a new link at once."
        return "This link is not valid: links hold for one object and one method, and only as they were given."


class ObjectsUnavailable(CacheError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"The object store cannot be used at the moment: {self.reason}"


class QueueUnavailable(CacheError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"The queue of batches cannot be used at the moment: {self.reason}"
