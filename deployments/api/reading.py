"""Reading a SpeechRequest into a RenderSpec: every check that needs more than the field itself."""

import re

from deployments.api.catalogue import Catalogue
from deployments.api.errors import InvalidField
from deployments.api.schemas import SpeechRequest
from deployments.settings import Limits
from models.engine import Sampling
from pipeline.formats import AudioFormat
from pipeline.spec import CachePolicy, RenderSpec

CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
"""Unicode's category Cc, but for those that only separate words: texts copied out of documents hold them."""


def read_request(
    body: SpeechRequest, catalogue: Catalogue, limits: Limits, request_id: str, cache: CachePolicy
) -> RenderSpec:
    """What to render. Raises InvalidField, UnknownVoice, UnsupportedLanguage, UnsupportedFormat."""
    check_input(body.input, limits.max_input_chars)
    voice = catalogue.voice(body.voice, body.model, body.language)
    language = voice.language(body.language)
    return RenderSpec(
        text=body.input,
        voice=voice,
        language=language,
        audio=AudioFormat.choose(body.response_format, voice.sample_rate, body.sample_rate, body.bitrate),
        rate=body.speed,
        seed=body.seed,
        sampling=Sampling(**dict(body.sampling)),
        lexicon=catalogue.lexicon(body.lexicon, voice, language),
        spoken=catalogue.spoken,
        timeout_s=body.timeout_s or limits.timeout_s,
        request_id=request_id,
        cache=cache,
        fallback=body.fallback,
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
    if control := CONTROL.search(text):
        raise InvalidField(
            "input",
            f"'input' holds the control character U+{ord(control[0]):04X} at position {control.start()}: remove it.",
            "control_character",
        )
