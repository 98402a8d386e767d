"""When a device's memory runs out: a batch goes on in halves."""

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

import torch

log = logging.getLogger(__name__)

Row = TypeVar("Row")


def in_halves(run: Callable[[Sequence[Row]], None], rows: Sequence[Row], give_up: Callable[[Row, str], None]) -> None:
    """`run` all rows or, where memory does not hold them, one half and then the other, which may be halved again.

    `run` must not have shown anything of its rows before it raises torch.OutOfMemoryError, for it is called with them
    again. A single row that does not fit goes to `give_up`, with what torch says.
    """
    if not rows:
        return
    try:
        run(rows)
    except torch.OutOfMemoryError as error:
        reason = str(error)
    else:
        return
    # Only here, where the error and the tensors that its traceback holds are gone.
    if len(rows) == 1:
        give_up(rows[0], reason)
        return
    log.warning("Memory does not hold a batch of %d rows, which goes on in halves. %s", len(rows), reason)
    middle = len(rows) // 2
    in_halves(run, rows[:middle], give_up)
    in_halves(run, rows[middle:], give_up)
