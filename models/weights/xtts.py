"""XTTS v2: the files of https://huggingface.co/coqui/XTTS-v2, for who accepts their licence."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

from models.weights.errors import UnknownWeights
from models.weights.part import digest
from models.weights.place import LOCK, Place
from models.weights.web import Remote, Web

ID = "xtts_v2"
HOME = "/coqui/XTTS-v2/resolve/main/"
"""On the catalogue's host, as mirrors keep the paths of the original."""
MODEL, CHECKSUM = "model.pth", "hash.md5"
NAMES = ("LICENSE.txt", CHECKSUM, "config.json", "vocab.json", "speakers_xtts.pth", MODEL)
"""The model last: where it is, the others are."""
LANGUAGES = ("en", "es", "fr", "de", "it", "pt", "pl", "tr", "ru", "nl", "cs", "ar", "zh-cn", "hu", "ko", "ja", "hi")
"""Of config.json."""
MAX_CHARS = {
    "en": 250, "de": 253, "fr": 273, "es": 239, "it": 213, "pt": 203, "pl": 224, "zh-cn": 82, "ar": 166,
    "cs": 186, "ru": 182, "nl": 251, "tr": 226, "ja": 71, "hu": 224, "ko": 95, "hi": 150,
}  # fmt: skip
"""Above so many coqui-tts 0.28 warns of speech that breaks off (`VoiceBpeTokenizer.char_limits`)."""


class Xtts:
    """What is kept of it in `folder`/xtts_v2."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._place, self._say = Place(folder / ID), say

    @property
    def installed(self) -> bool:
        return (self._place.folder / MODEL).exists()

    def pull(self, catalogue_url: str, web: Web) -> Path:
        """The folder, when all files are there, as long as the server says they are. Raises WeightsError, OSError."""
        home = urljoin(catalogue_url, HOME)
        with self._place.held(self._say):
            paths = {name: self._place.obtain(web, name, Remote(home + name)) for name in NAMES}
            self._compare(paths[CHECKSUM], paths[MODEL])
            self._place.settle(paths)
        return self._place.folder

    def remove(self) -> None:
        """Raises UnknownWeights when it is not here."""
        if not (self._place.folder / LOCK).exists():
            raise UnknownWeights(ID, "among what was pulled here", ())
        with self._place.held(self._say):
            self._place.clear(NAMES[::-1])

    def _compare(self, checksum: Path, model: Path) -> None:
        """Tell when the model is not what hash.md5 says. It does not say of which file it is, so that is no failure."""
        told = checksum.read_text(encoding="utf-8", errors="replace").split()[:1]
        if told != [digest(model, "md5")]:
            self._say(
                f"{MODEL} does not have the MD5 that {CHECKSUM} holds; if it does not load, remove and pull again"
            )
