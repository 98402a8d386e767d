"""What can go wrong in cache/. Requests see none of it: a store in trouble is a miss.

CacheError
└── InvalidRedisUrl     the address of the cache cannot be used; found when the server starts

Arguments are plain and positional, because errors cross processes by pickle.
"""


class CacheError(Exception):
    """Root of this room's errors."""


class InvalidRedisUrl(CacheError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"DECLAIM_REDIS_URL cannot be used: {self.reason}. Write redis://[USER:SECRET@]HOST[:PORT][/DATABASE], "
            "rediss:// for TLS, or unix:///PATH."
        )
