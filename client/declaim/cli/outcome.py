"""Outcome: how a batch ended, in words and as an exit code."""

import sys
from collections.abc import Iterator
from itertools import islice

from declaim.batches import Batch
from declaim.cli.progress import told
from declaim.client import Declaim

FEW = 3
"""Errors that are told."""


def report(client: Declaim, batch: Batch) -> int:
    """Print how it is, and the first of its errors; returns the exit code. Raises DeclaimError."""
    print(f"{batch.id}: {told(batch)}", flush=True)
    if not batch.ended:
        return 0
    for complaint in complaints(client, batch):
        print(f"declaim: {complaint}", file=sys.stderr)
    return exit_code(batch)


def exit_code(batch: Batch) -> int:
    """1 if anything of it was not done."""
    return int(batch.ended and (batch.status != "completed" or batch.request_counts.failed > 0))


def complaints(client: Declaim, batch: Batch) -> Iterator[str]:
    """A few of its errors, and where they are; raises DeclaimError."""
    for error in batch.errors[:FEW]:
        yield error.message if error.line is None else f"line {error.line}: {error.message}"
    if len(batch.errors) > FEW:
        yield f"and {len(batch.errors) - FEW} more lines"
    only_errors = batch.model_copy(update={"output_file_id": None})
    for result in islice(client.results(only_errors), FEW):
        if result.error:
            yield f"{result.custom_id}: {result.error.message}"
