"""What can go wrong while voices and weights are fetched or removed.

WeightsError
├── UnknownWeights          nothing of that name is in the catalogue, or here
├── Unreachable             no answer, or it broke off once too often
├── Refused                 an answer, but an error status
├── BadCatalogue            an answer that is no catalogue of Piper voices
├── Damaged                 what came has another size or checksum; it was deleted
├── Unspeakable             a Piper voice that our engine cannot speak, or not with that speaker
├── LicenceNotAccepted      the licence must be accepted first
├── NotOurs                 there is something of somebody's own in the way
└── NoRoom                  the disk has too little space

Arguments are plain and positional, as those of models/errors.py.
"""

REMEDY = (
    "Without a network, name a mirror (DECLAIM_CATALOGUE_URL or --catalogue), or copy X.onnx and X.onnx.json "
    "into the folder of voices by hand, with a voice file: see README.md, Piper voices."
)


class WeightsError(Exception):
    """Root of these errors; said to the person at the keyboard as they are."""


class UnknownWeights(WeightsError):
    def __init__(self, name: str, where: str, near: tuple[str, ...]) -> None:
        super().__init__(name, where, near)
        self.name, self.where, self.near = name, where, near

    def __str__(self) -> str:
        nearest = f" Nearest: {', '.join(self.near)}." if self.near else ""
        return f"There is no '{self.name}' {self.where}.{nearest}"


class Unreachable(WeightsError):
    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.url, self.reason = url, reason

    def __str__(self) -> str:
        return f"{self.url} cannot be fetched: {self.reason.rstrip('.')}. {REMEDY}"


class Refused(WeightsError):
    def __init__(self, url: str, status: int) -> None:
        super().__init__(url, status)
        self.url, self.status = url, status

    def __str__(self) -> str:
        return f"{self.url} answers with status {self.status}. {REMEDY}"


class BadCatalogue(WeightsError):
    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.url, self.reason = url, reason

    def __str__(self) -> str:
        return f"{self.url} is no catalogue of Piper voices: {self.reason}."


class Damaged(WeightsError):
    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.url, self.reason = url, reason

    def __str__(self) -> str:
        return f"What came from {self.url} was deleted: {self.reason}. Pull again, or from another catalogue."


class Unspeakable(WeightsError):
    def __init__(self, voice: str, reason: str) -> None:
        super().__init__(voice, reason)
        self.voice, self.reason = voice, reason

    def __str__(self) -> str:
        return f"Voice '{self.voice}': {self.reason}."


class LicenceNotAccepted(WeightsError):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"Nothing was fetched. If you accept this licence: pull {self.name} --accept-licence"


class NotOurs(WeightsError):
    def __init__(self, path: str, remedy: str) -> None:
        super().__init__(path, remedy)
        self.path, self.remedy = path, remedy

    def __str__(self) -> str:
        return f"{self.path} was not made by pull; {self.remedy}."


class NoRoom(WeightsError):
    def __init__(self, folder: str, needed_bytes: int, free_bytes: int) -> None:
        super().__init__(folder, needed_bytes, free_bytes)
        self.folder, self.needed_bytes, self.free_bytes = folder, needed_bytes, free_bytes

    def __str__(self) -> str:
        return (
            f"{self.folder} has room for {self.free_bytes / 1e6:.1f} MB more, and {self.needed_bytes / 1e6:.1f} MB "
            "are to come. Make room, or choose another place with --folder; what has come so far is kept."
        )
