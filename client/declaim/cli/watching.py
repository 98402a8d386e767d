"""Watching: a command that stays until a batch has ended."""

import sys

from declaim.batches import EVERY_S, Batch
from declaim.cli.progress import Progress
from declaim.client import Declaim


def watched(client: Declaim, batch_id: str) -> Batch:
    """The batch as it ended; Ctrl-C leaves it running. Raises DeclaimError."""
    progress = Progress(sys.stdout)
    try:
        for batch in client.watch(batch_id, EVERY_S):
            if not batch.ended:
                progress.show(batch)
    except KeyboardInterrupt:
        progress.close()
        print(
            f"declaim: {batch_id} goes on; `declaim batch watch {batch_id}` shows it again, "
            f"`declaim batch cancel {batch_id}` ends it",
            file=sys.stderr,
        )
        raise
    finally:
        progress.close()
    return batch
