"""What can go wrong in models/.

ModelError
├── UnknownVoice            the caller named a voice that is not there
├── UnsupportedLanguage     the voice does not speak that language
├── CannotClone             no engine that is switched on speaks like a clip
├── EngineUnavailable       the engine cannot run: an extra or its weights are missing
├── EngineSpared            the engine was not asked: it is far behind, or fails again and again
├── EngineFailed            the engine gave up on this segment
├── EngineLost              the replica that was speaking died
└── DeadlineExceeded        nobody waits for this segment any more

Arguments are plain and positional, because errors cross processes by pickle.
"""


class ModelError(Exception):
    """Root of this room's errors."""


class UnknownVoice(ModelError):
    def __init__(self, voice: str, available: tuple[str, ...]) -> None:
        super().__init__(voice, available)
        self.voice, self.available = voice, available

    def __str__(self) -> str:
        return f"There is no voice '{self.voice}'. Voices: {', '.join(self.available)}."


class UnsupportedLanguage(ModelError):
    def __init__(self, language: str, voice: str, available: tuple[str, ...]) -> None:
        super().__init__(language, voice, available)
        self.language, self.voice, self.available = language, voice, available

    def __str__(self) -> str:
        return f"Voice '{self.voice}' does not speak '{self.language}'. It speaks: {', '.join(self.available)}."


class CannotClone(ModelError):
    def __str__(self) -> str:
        return (
            "No engine that is switched on can clone a voice. Switch on 'xtts': docs/operations.md tells how, "
            "and where its weights come from."
        )


class EngineUnavailable(ModelError):
    def __init__(self, engine: str, remedy: str) -> None:
        super().__init__(engine, remedy)
        self.engine, self.remedy = engine, remedy

    def __str__(self) -> str:
        return f"Engine '{self.engine}' cannot run: {self.remedy}"


class EngineSpared(ModelError):
    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(engine, reason)
        self.engine, self.reason = engine, reason

    def __str__(self) -> str:
        return f"Engine '{self.engine}' was not asked: {self.reason}"


class EngineFailed(ModelError):
    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(engine, reason)
        self.engine, self.reason = engine, reason

    def __str__(self) -> str:
        return f"Engine '{self.engine}' could not speak this text: {self.reason}"


class EngineLost(ModelError):
    def __init__(self, engine: str) -> None:
        super().__init__(engine)
        self.engine = engine

    def __str__(self) -> str:
        return f"A replica of engine '{self.engine}' died while it was speaking."


class DeadlineExceeded(ModelError):
    def __init__(self, waited_for: str) -> None:
        super().__init__(waited_for)
        self.waited_for = waited_for

    def __str__(self) -> str:
        return f"No {self.waited_for} within the time allowed; raise 'timeout_s' or send less text."
