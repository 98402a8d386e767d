"""The OpenAPI document."""


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
