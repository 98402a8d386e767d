"""What can go wrong in pipeline/.

PipelineError
├── UnsupportedFormat   the format cannot be made, or not with that sample rate or bitrate
├── RenderStalled       nothing came for as long as the caller allows
├── RenderLost          the replica that was encoding died, and once more on each retry
├── SpoolFull           finished audio that waits for its readers fills the space set aside for it
├── UnusableSample      nobody's voice can be taken from that recording
├── NameTaken           a voice is to be cloned under a name that is given already
├── CloneNotFound       there is no cloned voice of that id
├── UnreadableBook      a text that is to be spoken as a book cannot be read
├── FileNotFound        there is no uploaded file of that id
└── BatchNotFound       there is no batch of that id

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


class UnusableSample(PipelineError):
    param = "audio_sample"

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code, self.message = code, message

    def __str__(self) -> str:
        return self.message


class NameTaken(PipelineError):
    def __init__(self, voice: str) -> None:
        super().__init__(voice)
        self.voice = voice

    def __str__(self) -> str:
        return f"'{self.voice}' is the id of a voice or model already: choose another name, or delete that voice first."


class CloneNotFound(PipelineError):
    def __init__(self, voice: str) -> None:
        super().__init__(voice)
        self.voice = voice

    def __str__(self) -> str:
        return f"There is no cloned voice '{self.voice}'."


class UnreadableBook(PipelineError):
    param = "input_file_id"

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code, self.message = code, message

    def __str__(self) -> str:
        return self.message


class FileNotFound(PipelineError):
    def __init__(self, file_id: str) -> None:
        super().__init__(file_id)
        self.file_id = file_id

    def __str__(self) -> str:
        return f"There is no file '{self.file_id}'."


class BatchNotFound(PipelineError):
    def __init__(self, batch: str) -> None:
        super().__init__(batch)
        self.batch = batch

    def __str__(self) -> str:
        return f"There is no batch '{self.batch}'."
