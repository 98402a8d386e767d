"""The OpenAPI document, and the application held against it by schemathesis."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

KEY = "a-key"


@pytest.fixture(scope="module")
def document(make_house):
    # Every call has an event loop of its own, so nobody may wait for a slot.
    app = make_house(keys=(KEY,), http={"open_lists": False}, slots=1000, limits={"max_input_chars": 100}).app
    return schemathesis.openapi.from_asgi("/openapi.json", app)


schema = schemathesis.pytest.from_fixture("document")


@schema.parametrize()
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_application_keeps_to_its_document(case):
    case.call_and_validate(headers={"Authorization": f"Bearer {KEY}"})


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
