"""Under which terms others give their voices."""

import re
from typing import NamedTuple


class Licence(NamedTuple):
    """One that must be accepted before anything is fetched."""

    name: str
    url: str
    meaning: str

    def __str__(self) -> str:
        return f"{self.name}\n{self.url}\n{self.meaning}"


COQUI = Licence(
    "Coqui Public Model License 1.0.0 (CPML)",
    "https://huggingface.co/coqui/XTTS-v2/blob/main/LICENSE.txt",
    "It allows non-commercial use only, of the model and of what it speaks. Coqui, the company, closed in January\n"
    "2024, and nobody sells a licence for other use.",
)

SEE = "see MODEL_CARD"


def of_card(card: str) -> str:
    """What a Piper voice's MODEL_CARD says after "License:", or where to look when it says nothing of its own."""
    found = re.search(r"^[^\w\n]*licen[cs]e[^\w\n]*:[^\w\n]*(\w.*?)\s*$", card, re.IGNORECASE | re.MULTILINE)
    told = found[1] if found else "unknown"
    return SEE if re.match("(see|unknown)\\b", told, re.IGNORECASE) else told
