"""What goes over the wire: OpenAI's names, and ours beside them."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from models.lexicon import Lexicon
from pipeline.formats import FormatName


class Lenient(BaseModel):
    """Types are strict ("1.5" is no number), unknown fields are ignored: clients send many."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


def voice_name(given: object) -> object:
    """`"alloy"` or, OpenAI's other way, `{"id": "alloy"}`."""
    name = given.get("id") if isinstance(given, dict) else given
    if given is not None and not isinstance(name, str):
        raise PydanticCustomError("voice", 'must be a name, or {{"id": name}}')
    return name


VoiceName = Annotated[
    str | None,
    BeforeValidator(voice_name),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]},
                {"type": "null"},
            ]
        }
    ),
]


class SamplingFields(Lenient):
    """How an autoregressive engine draws; other engines ignore it."""

    temperature: Annotated[float, Field(gt=0, le=2, allow_inf_nan=False)] | None = None
    top_k: Annotated[int, Field(ge=1, le=1000)] | None = None
    top_p: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] | None = None
    repetition_penalty: Annotated[float, Field(ge=1, le=20, allow_inf_nan=False)] | None = None


class SpeechRequest(Lenient):
    """The body of `POST /v1/audio/speech`."""

    input: str = Field(description="The text to speak, 1 to `max_input_chars` characters.")
    model: str = Field("tts-1", description="An engine's name, or an alias that leaves the choice to the voice.")
    voice: VoiceName = Field(None, description="A voice's id or alias; none: the default voice.")
    response_format: FormatName = "mp3"
    speed: float = Field(1.0, ge=0.25, le=4.0, allow_inf_nan=False)
    instructions: str | None = Field(None, description="For engines that can follow them.")
    stream_format: Literal["audio", "sse"] = "audio"
    language: str | None = Field(None, description="BCP-47 tag; none: the voice's first language.")
    seed: int | None = Field(None, ge=0, lt=2**63)
    sample_rate: int | None = Field(None, description="Hertz of the audio.")
    bitrate: int | None = Field(None, description="Bits per second, of formats that have one.")
    sampling: SamplingFields = SamplingFields()
    lexicon: Lexicon = Field({}, description="How words and phrases are said; before the voice's own lexicon.")
    fallback: Literal["auto", "never"] = Field("auto", description="Whether another voice may speak if this cannot.")
    delivery: Literal["body", "url"] = Field(
        "body", description="`url`: the answer is JSON, with a link to the audio when all of it is made."
    )
    timeout_s: float | None = Field(
        None, gt=0, le=3600, allow_inf_nan=False, description="Longest silence before the first byte or between two."
    )


class Delivery(BaseModel):
    """The answer to `delivery: "url"`."""

    id: str
    """The object's key."""
    url: str
    expires_at: int | None
    """Unix time, in seconds, until which `url` holds; None: for as long as the object is kept."""
    bytes: int
    duration_s: float
    characters: int
    format: str
    voice: str
    engine: str
    fallback: bool
    """Whether another voice spoke some of it."""
    cached: bool
    """Whether it was there already."""


class ObjectLink(BaseModel):
    """A link to finished audio."""

    id: str
    url: str
    expires_at: int | None
    """Unix time, in seconds; None: it stays."""


class DeletedObject(BaseModel):
    """The answer of `DELETE /v1/objects/{key}`."""

    id: str
    object: Literal["object.deleted"] = "object.deleted"
    deleted: Literal[True] = True


class ErrorBody(BaseModel):
    """What went wrong, and in which field."""

    message: str
    type: str
    param: str | None
    code: str | None


class ErrorEnvelope(BaseModel):
    """OpenAI's shape of an error."""

    error: ErrorBody


class Model(BaseModel):
    """One model, as OpenAI lists it."""

    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "declaim"


class ModelList(BaseModel):
    """`GET /v1/models`."""

    object: Literal["list"] = "list"
    data: list[Model]


class AudioModel(BaseModel):
    """One model, as Open WebUI and speaches list it."""

    id: str


class AudioModelList(BaseModel):
    """`GET /v1/audio/models`."""

    models: list[AudioModel]


class VoiceInfo(BaseModel):
    """One voice, as callers see it."""

    id: str
    name: str
    engine: str
    languages: list[str]
    sample_rate: int
    licence: str


class VoiceList(BaseModel):
    """`GET /v1/audio/voices`."""

    voices: list[VoiceInfo]


class CreatedVoice(BaseModel):
    """The answer of `POST /v1/audio/voices`, in OpenAI's shape."""

    object: Literal["audio.voice"] = "audio.voice"
    id: str
    name: str
    created_at: int
    """Unix time, in seconds."""


class DeletedVoice(BaseModel):
    """The answer of `DELETE /v1/audio/voices/{voice_id}`."""

    id: str
    object: Literal["audio.voice.deleted"] = "audio.voice.deleted"
    deleted: Literal[True] = True


class Health(BaseModel):
    """What the health routes say."""

    status: str
