"""What can go wrong in pipeline/.

PipelineError
├── UnsupportedFormat   the format cannot be made, or not with that sample rate or bitrate
├── RenderStalled       nothing came for as long as the caller allows
├── RenderLost          the replica that was encoding died, and once more on each retry
└── SpoolFull           finished audio that waits for its readers fills the space set aside for it

Arguments are plain and positional, because errors cross processes by pickle.
"""


class PipelineError(Exception):
    """Root of this room's errors."""


class UnsupportedFormat(PipelineError):
    def __init__(self, field: str, message: str) -> None:
        super().__init__(field, message)
        self.field, self.message = field, message

    def __str__(self) -> str:
        return self.message


class RenderStalled(PipelineError):
    def __init__(self, timeout_s: float) -> None:
        super().__init__(timeout_s)
        self.timeout_s = timeout_s

    def __str__(self) -> str:
        return f"No audio for {self.timeout_s:g} s. Try again later, or allow more with 'timeout_s'."


class RenderLost(PipelineError):
    def __str__(self) -> str:
        return "The replica that encoded this audio died. Try again."


class SpoolFull(PipelineError):
    def __init__(self, limit_bytes: int) -> None:
        super().__init__(limit_bytes)
        self.limit_bytes = limit_bytes

    def __str__(self) -> str:
        return f"Audio that waits for slow readers fills its {self.limit_bytes} bytes. Try again later."
