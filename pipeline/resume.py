"""Resume: start a stream again where it was lost. Synthesis and encoding are deterministic, so it fits.

But for XTTS on a GPU, where products of other sizes round differently: beside other rows it may draw other codes.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import TypeVar

Item = TypeVar("Item")

TRIES = 4
"""One, and three more: a replica may die of the very thing it is asked."""


async def resume(
    start: Callable[[], AsyncGenerator[Item, None]],
    length: Callable[[Item], int],
    cut: Callable[[Item, int], Item],
    lost: type[Exception],
) -> AsyncGenerator[Item, None]:
    """The items of `start()`; when it raises `lost`, of a new one without what was delivered already.

    `length` counts an item in samples or bytes, `cut` takes that many off its front. Items of
    length zero are passed on each time. Any other error, and the last `lost`, are the caller's.
    """
    delivered = 0
    for tries_left in reversed(range(TRIES)):
        skip = delivered
        try:
            async with aclosing(start()) as items:
                async for item in items:
                    here = min(length(item), skip)
                    skip -= here
                    if here and here == length(item):
                        continue
                    delivered += length(item) - here
                    yield cut(item, here) if here else item
                return
        except lost:
            if not tries_left:
                raise
