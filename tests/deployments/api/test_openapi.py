"""The OpenAPI document, and the application held against it by schemathesis."""

from collections.abc import AsyncGenerator

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS

from deployments.api.app import create_app
from deployments.settings import Settings
from pipeline.frames import Bytes, Finished, Frame, Started
from pipeline.spec import RenderSpec

KEY = "a-key"


async def frames(spec: RenderSpec) -> AsyncGenerator[Frame, None]:
    yield Started(spec.voice.engine, spec.audio.sample_rate, fallback=False)
    yield Bytes(b"audio")
    yield Finished(1.0, len(spec.text), 1, 0, 0, cacheable=True)


async def ready() -> None:
    """At once."""


SETTINGS = Settings(engines={"fake": {}}, default_voice="fake", model_aliases=("tts-1",), http={"open_lists": False})
schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(SETTINGS, (KEY,), frames, ready))

# Which voices there are, and what each can do, is more than a schema says: a 400 is a fair answer to what fits it.
LEFT_OUT = CHECKS.get_by_names(["positive_data_acceptance"])


@schema.parametrize()
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_application_keeps_to_its_document(case):
    case.call_and_validate(headers={"Authorization": f"Bearer {KEY}"}, excluded_checks=LEFT_OUT)


async def test_the_document_says_what_a_speech_request_is(house):
    document = (await house.client.get("/openapi.json")).json()
    asked = document["components"]["schemas"]["SpeechRequest"]
    assert asked["required"] == ["input"]
    assert {"input", "voice", "response_format", "speed", "stream_format"} <= set(asked["properties"])
    answers = document["paths"]["/v1/audio/speech"]["post"]["responses"]
    assert {"200", "400", "401", "413", "429", "500", "503", "504"} <= set(answers)
    assert "422" not in answers
    assert {"audio/mpeg", "text/event-stream"} <= set(answers["200"]["content"])


async def test_every_route_says_how_errors_look(house):
    paths = (await house.client.get("/openapi.json")).json()["paths"]
    for path, methods in paths.items():
        for operation in methods.values():
            errors = [answer for status, answer in operation["responses"].items() if status >= "400"]
            assert errors, path
            assert all("$ref" in answer["content"]["application/json"]["schema"] for answer in errors), path
