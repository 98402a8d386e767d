"""Reading a SpeechRequest into a RenderSpec: every check that needs more than the field itself."""

import unicodedata

from deployments.api.catalogue import Catalogue
from deployments.api.errors import InvalidField
from deployments.api.schemas import SpeechRequest
from deployments.settings import Limits
from models.engine import Sampling
from pipeline.formats import AudioFormat
from pipeline.spec import RenderSpec

WHITE_SPACE = set("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")
"""Control characters that only separate words; texts copied out of documents hold them."""


def read_request(body: SpeechRequest, catalogue: Catalogue, limits: Limits, request_id: str) -> RenderSpec:
    """What to render. Raises InvalidField, UnknownVoice, UnsupportedLanguage, UnsupportedFormat."""
    check_input(body.input, limits.max_input_chars)
    voice = catalogue.voice(body.voice, body.model)
    return RenderSpec(
        text=body.input,
        voice=voice,
        language=voice.language(body.language),
        audio=AudioFormat.choose(body.response_format, voice.sample_rate, body.sample_rate, body.bitrate),
        rate=body.speed,
        seed=body.seed,
        sampling=Sampling(**body.sampling.model_dump()),
        timeout_s=body.timeout_s or limits.timeout_s,
        request_id=request_id,
    )


def check_input(text: str, max_chars: int) -> None:
    """Raise InvalidField unless there is something to speak, of a permitted length, that is text."""
    if not text.strip():
        raise InvalidField("input", "'input' is empty: send the text to speak.", "empty_input")
    if len(text) > max_chars:
        raise InvalidField(
            "input",
            f"'input' has {len(text)} characters, {max_chars} is the most: send it in several requests.",
            "input_too_long",
        )
    for position, char in enumerate(text):
        if unicodedata.category(char) == "Cc" and char not in WHITE_SPACE:
            raise InvalidField(
                "input",
                f"'input' holds the control character U+{ord(char):04X} at position {position}: remove it.",
                "control_character",
            )
