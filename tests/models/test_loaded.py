"""Voices that are loaded."""

import threading
import time

import pytest

from models.errors import EngineUnavailable
from models.loaded import LoadedVoices
from models.voice import built_in_voices


def voice(name: str, file: str = ""):
    return built_in_voices()[0].model_copy(update={"id": name, "model": file or name})


@pytest.fixture
def names() -> list[str]:
    """Of the voices that were loaded, in order."""
    return []


def test_loads_once_and_forgets_the_one_that_was_not_used_for_longest(names):
    loaded = LoadedVoices(lambda voice: names.append(voice.id) or voice.id, limit=1)
    for each in (voice("solo"), voice("twin", "solo"), voice("other"), voice("other"), voice("solo")):
        loaded.load(each)
    assert names == ["solo", "other", "solo"]


def test_two_threads_load_it_once(names):
    loaded = LoadedVoices(lambda voice: (time.sleep(0.01), names.append(voice.id), voice)[2], limit=2)
    threads = [threading.Thread(target=loaded.load, args=(voice("solo"),)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == ["solo"]


def test_what_cannot_load_is_tried_again(names):
    def read(voice):
        names.append(voice.id)
        if len(names) == 1:
            raise EngineUnavailable("piper", "not yet")
        return voice

    loaded = LoadedVoices(read, limit=2)
    with pytest.raises(EngineUnavailable, match="not yet"):
        loaded.load(voice("solo"))
    assert loaded.load(voice("solo")).id == "solo"
