"""What callers may name: models and voices, in every shape that clients look for."""

from fastapi import APIRouter

from deployments.api.catalogue import Catalogue
from deployments.api.schemas import AudioModel, AudioModelList, Model, ModelList, VoiceInfo, VoiceList
from models.voice import Voice


def list_routes(catalogue: Catalogue) -> APIRouter:
    routes = APIRouter(tags=["lists"])

    @routes.get("/v1/models")
    async def list_models() -> ModelList:
        return ModelList(data=[Model(id=name) for name in catalogue.models])

    @routes.get("/v1/models/{model}")
    async def get_model(model: str) -> Model:
        return Model(id=catalogue.check_model(model))

    @routes.get("/v1/audio/models")
    async def list_audio_models() -> AudioModelList:
        return AudioModelList(models=[AudioModel(id=name) for name in catalogue.models])

    @routes.get("/v1/audio/voices")
    @routes.get("/v1/voices")
    async def list_voices() -> VoiceList:
        """Every voice, cloned ones too, then the aliases, each as the voice that it stands for."""
        await catalogue.look()
        own = [describe(voice.id, voice) for voice in catalogue.voices]
        return VoiceList(voices=own + [describe(alias, voice) for alias, voice in catalogue.alias_names.items()])

    return routes


def describe(name: str, voice: Voice) -> VoiceInfo:
    return VoiceInfo(
        id=name,
        name=voice.name if name == voice.id else name.capitalize(),
        engine=voice.engine,
        languages=list(voice.languages),
        sample_rate=voice.sample_rate,
        licence=voice.licence,
    )
