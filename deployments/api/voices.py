"""`POST /v1/audio/voices` and `DELETE /v1/audio/voices/{voice_id}`: cloning somebody's voice, and undoing it."""

import hashlib
import logging
import time
from collections.abc import Collection

from fastapi import APIRouter, Request

from deployments.api.catalogue import Catalogue
from deployments.api.errors import VoiceNotCloned
from deployments.api.recording import MAX_SAMPLE_BYTES, Recording, read_recording
from deployments.api.schemas import CreatedVoice, DeletedVoice
from deployments.api.uploads import Uploads
from models.cloning import cloned_voice, cloning_engine
from pipeline.batch.files import Files
from pipeline.clones import Clones, new_reference
from pipeline.errors import NameTaken
from pipeline.sample.apart import prepare_apart

log = logging.getLogger("ray.serve")


def voice_routes(catalogue: Catalogue, clones: Clones, files: Files, engines: Collection[str]) -> APIRouter:
    routes = APIRouter(tags=["voices"])
    uploads = Uploads()

    @routes.post("/v1/audio/voices", openapi_extra=REQUEST_BODY)
    async def create_voice(request: Request) -> CreatedVoice:
        """Clone the voice of a recording: 3 to 60 s of one person's speech, with that person's consent."""
        engine = cloning_engine(engines)
        async with uploads.permit():
            recording = await read_recording(request, files)
            await check_free(recording)
            clip = await prepare_apart(recording.sample)
        reference, sha256 = new_reference(recording.voice_id), hashlib.sha256(clip).hexdigest()
        voice = cloned_voice(engine, recording.voice_id, recording.name, reference, sha256)
        await clones.add(voice, clip)
        await clones.look()
        log.info("voice %s cloned", voice.id)
        return CreatedVoice(id=voice.id, name=voice.name, created_at=int(time.time()))

    async def check_free(recording: Recording) -> None:
        """Before the work; who is first in the end, the store decides. Raises NameTaken."""
        await catalogue.look()
        if catalogue.reserved(recording.voice_id) or recording.voice_id in catalogue.voices:
            raise NameTaken(recording.voice_id)

    @routes.delete("/v1/audio/voices/{voice_id}")
    async def delete_voice(voice_id: str) -> DeletedVoice:
        """Delete a cloned voice and its recording. What it is speaking now is spoken to the end."""
        if catalogue.reserved(voice_id):
            raise VoiceNotCloned(voice_id)
        await clones.remove(voice_id)
        await clones.look()
        log.info("voice %s deleted", voice_id)
        return DeletedVoice(id=voice_id)

    return routes


REQUEST_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["name", "consent"],
                    "properties": {
                        "name": {"type": "string", "minLength": 1, "maxLength": 64},
                        "audio_sample": {
                            "type": "string",
                            "format": "binary",
                            "description": f"3 to 60 s of speech in any format, {MAX_SAMPLE_BYTES} bytes at most.",
                        },
                        "audio_sample_id": {
                            "type": "string",
                            "description": "Instead of it: the id of a file that was uploaded before.",
                        },
                        "consent": {
                            "type": "string",
                            "enum": ["true", "1", "yes"],
                            "description": "That the person who speaks agrees to having this voice cloned.",
                        },
                    },
                }
            }
        },
    }
}
