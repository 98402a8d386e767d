"""From text to a Piper voice's symbols and their numbers."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache

from piper.phonemize_espeak import EspeakPhonemizer
from piper.tashkeel import TashkeelDiacritizer

from models.engine import Segment
from models.errors import EngineFailed
from models.piper.description import BEGIN, END, PAD, Description

UNSPOKEN = re.compile("[\u0361\u035c.\\[\\]/|‖‿]")
"""What people write in IPA that says nothing about sounds, and would be punctuation to a voice: ties and breaks."""
ARABIC = "ar"
MARKS = ",.:;!?"
"""Punctuation that voices have symbols for, and that eSpeak tells of only behind words."""

# The library keeps its voice in a global, so one thread at a time.
_lock = threading.Lock()


def numbers(segment: Segment, voice: Description) -> list[int]:
    """The segment as the voice's model takes it, marks of beginning and end included; empty if it has no symbols.

    Symbols that the voice does not know are left out, as piper does, and marks that a text holds. Raises EngineFailed.
    """
    ids = voice.phoneme_id_map
    known = [symbol for symbol in symbols(segment, voice) if symbol in ids and symbol not in (PAD, BEGIN, END)]
    if not any(symbol.strip() for symbol in known):
        return []
    spoken = [number for symbol in known for number in (*ids[symbol], *ids[PAD])]
    return [*ids[BEGIN], *ids[PAD], *spoken, *ids[END]]


def symbols(segment: Segment, voice: Description) -> Iterator[str]:
    """The segment's text in symbols; pronunciations stand in for what they are of where the voice reads IPA."""
    if voice.phoneme_type == "text":
        yield from unicodedata.normalize("NFD", segment.text)
        return
    after = 0
    for each in segment.pronunciations:
        # Without a single symbol that the voice knows, the word is better read than dropped.
        said = _said(each.ipa, voice)
        if voice.phoneme_id_map.keys().isdisjoint(said):
            continue
        yield from _read(segment.text[after : each.start], voice)
        yield from said
        after = each.end
    yield from _read(segment.text[after:], voice)


def _said(ipa: str, voice: Description) -> list[str]:
    """IPA in symbols: code points, decomposed, or a vowel cluster where the voice has it as one symbol."""
    clusters = sorted(map("".join, voice.vowel_clusters), key=len, reverse=True)
    one = re.compile("|".join([*map(re.escape, clusters), "."]), re.DOTALL)
    return one.findall(unicodedata.normalize("NFD", UNSPOKEN.sub("", ipa)))


def _read(text: str, voice: Description) -> list[str]:
    """Text in symbols, with a space at either end where the text has one: what is cut apart stays apart."""
    words = text.lstrip(MARKS)
    mark = [text[0]] if words != text else []
    if not words.strip():
        return [*mark, *words[:1]]
    said = [symbol for sentence in _sentences(words.replace("\0", " "), voice) for symbol in (*sentence, " ")][:-1]
    return [*mark, *[" "] * words[0].isspace(), *said, *[" "] * words[-1].isspace()]


def _sentences(text: str, voice: Description) -> list[list[str]]:
    clusters = {tuple(cluster) for cluster in voice.vowel_clusters}
    try:
        with _lock:
            written = _diacritizer()(text) if voice.espeak.voice == ARABIC else text
            # A text that ends in ".." leaves a "dot" behind, which eSpeak would say before whatever comes next.
            _espeak().phonemize(voice.espeak.voice, "")
            return _espeak().phonemize(voice.espeak.voice, written, clusters)
    except RuntimeError as error:
        raise EngineFailed("piper", f"eSpeak says: {error}.") from error


@cache
def _espeak() -> EspeakPhonemizer:
    return EspeakPhonemizer()


@cache
def _diacritizer() -> TashkeelDiacritizer:
    return TashkeelDiacritizer()
