"""The engine triton.

It speaks through models of a Triton server: Piper voices and others that `make triton` serves, or any model that keeps
to the contract (`contract.py`). A voice file makes one of ours of it:

    id: lessac
    name: Lessac, on the GPU fleet
    engine: triton
    model: en_US-lessac-medium            # as Triton calls it
    revision: "1"
    languages: [en-us]
    sample_rate: 22050                    # the model's, which is checked
    speaker: p225                         # of a Piper voice that has several
    takes_ipa: true                       # of Piper voices that read IPA
    licence: ...
    gain_db: 0
    max_chars: 400
"""

from models.triton.engine import TritonEngine

__all__ = ["TritonEngine"]
