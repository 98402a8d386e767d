"""What callers may name."""

import pytest


async def test_models_are_engines_and_aliases(house):
    listed = (await house.client.get("/v1/models")).json()
    assert listed["object"] == "list"
    assert [model["id"] for model in listed["data"]] == ["tts-1", "fake", "espeak"]
    assert all(model["object"] == "model" for model in listed["data"])


@pytest.mark.parametrize("model", ["tts-1", "fake"])
async def test_one_model(house, model):
    assert (await house.client.get(f"/v1/models/{model}")).json()["id"] == model


@pytest.mark.parametrize("model", ["nobody", "%00", "%F0%9F%98%80", "a%20b", "x" * 5000])
async def test_no_such_model(house, model):
    response = await house.client.get(f"/v1/models/{model}")
    assert response.status_code == 404
    assert response.json()["error"]["param"] == "model"


async def test_audio_models(house):
    listed = (await house.client.get("/v1/audio/models")).json()
    assert [model["id"] for model in listed["models"]] == ["tts-1", "fake", "espeak"]


@pytest.mark.parametrize("path", ["/v1/audio/voices", "/v1/voices"])
async def test_voices_are_followed_by_their_aliases(house, path):
    voices = {voice["id"]: voice for voice in (await house.client.get(path)).json()["voices"]}
    assert {"fake", "espeak", "alloy"} <= set(voices)
    assert voices["alloy"] == voices["fake"] | {"id": "alloy", "name": "Alloy"}
    assert voices["fake"]["languages"][0] == "en-us"


async def test_every_listed_name_can_be_spoken_with(house):
    voices = [voice["id"] for voice in (await house.client.get("/v1/voices")).json()["voices"]]
    answers = [await house.speak(voice=voice) for voice in voices]
    assert {response.status_code for response in answers} == {200}
