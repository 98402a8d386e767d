"""From a segment's text to the tokens that XTTS reads, through coqui's tokenizer."""

from typing import TYPE_CHECKING

from models.engine import Segment
from models.errors import EngineFailed
from models.xtts.loader import unavailable

if TYPE_CHECKING:
    from TTS.tts.models.xtts import Xtts


def tokens(model: "Xtts", segment: Segment) -> list[int]:
    """Raises EngineFailed for a text that is too long, EngineUnavailable when a package of its language is missing."""
    language = segment.language.split("-")[0]
    try:
        # In lower case, as `Xtts.inference` has it: the model has read nothing else.
        read: list[int] = model.tokenizer.encode(segment.text.strip().lower(), lang=language)
    except ImportError as error:
        raise unavailable(f"to read '{segment.language}' it lacks a package: {error}.") from None
    except NotImplementedError as error:
        # num2words has no numbers of some of its languages, Hindi for one.
        reason = f"coqui's tokenizer cannot read it in '{segment.language}'; are there numbers in it? {error}"
        raise EngineFailed("xtts", reason.strip()) from None
    most = model.args.gpt_max_text_tokens - 1
    if len(read) > most:
        raise EngineFailed("xtts", f"it has {len(read)} tokens, and {most} are the most; lower the voice's max_chars.")
    return read
