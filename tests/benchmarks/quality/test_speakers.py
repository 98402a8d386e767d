import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest
import soundfile

from benchmarks.quality.speakers import Flite, InProcess, Recorded, Server, flite_voices
from models.errors import UnsupportedLanguage
from models.voice import Voices


@pytest.fixture
def voice():
    return Voices.built_in({"fake"})["fake"].model_copy(update={"gain_db": -6})


def test_a_voice_in_this_process_has_its_gain(voice):
    sound = InProcess(voice).speak("Hello there.")
    plain = InProcess(voice.model_copy(update={"gain_db": 0})).speak("Hello there.")
    assert (sound.rate, len(sound.samples)) == (voice.sample_rate, len(plain.samples))
    assert np.abs(sound.samples).max() == pytest.approx(np.abs(plain.samples).max() * 10 ** (-6 / 20), rel=0.01)


def test_a_text_is_read_through_the_pipeline_with_its_pauses(voice):
    speaker = InProcess(voice)
    one, other = (len(speaker.speak(text).samples) for text in ("The first sentence.", "The second sentence."))
    whole = speaker.read("The first sentence. The second sentence.")
    assert len(whole.samples) == one + other + voice.sample_rate // 10


def test_a_voice_without_english_cannot_be_judged(voice):
    with pytest.raises(UnsupportedLanguage):
        InProcess(voice.model_copy(update={"languages": ("de",)}))


def test_recorded_sentences_are_found_by_their_text(tmp_path):
    soundfile.write(tmp_path / "000.wav", np.zeros(160), 16000)
    (tmp_path / "manifest.json").write_text(json.dumps({"Hello there.": "000.wav"}))
    assert len(Recorded(tmp_path).speak("Hello there.").samples) == 160
    with pytest.raises(ValueError, match=r"manifest.json has no 'Goodbye.'"):
        Recorded(tmp_path).speak("Goodbye.")


class Answers(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers["Authorization"], asked))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_):
        pass


@pytest.fixture
def server(tmp_path):
    soundfile.write(tmp_path / "x.wav", np.full(240, 0.5), 24000)
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        server.asked, server.status, server.body = [], 200, (tmp_path / "x.wav").read_bytes()
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_server_is_asked_as_openai_would_be(server):
    sound = Server(f"http://127.0.0.1:{server.server_port}/", "alloy", "tts-1", "sk").speak("Hello there.")
    assert (sound.rate, len(sound.samples)) == (24000, 240)
    fields = {"voice": "alloy", "model": "tts-1", "input": "Hello there.", "response_format": "wav"}
    assert server.asked == [("/v1/audio/speech", "Bearer sk", fields)]


def test_a_server_that_refuses_or_sends_no_sound_is_an_error(server):
    speaker = Server(f"http://127.0.0.1:{server.server_port}", "alloy", "tts-1")
    server.body = b"{}"
    with pytest.raises(ValueError, match="No sound"):
        speaker.speak("Hello there.")
    server.status = 404
    with pytest.raises(OSError, match="404"):
        speaker.speak("Hello there.")


def test_a_server_that_is_not_there_is_an_error():
    with pytest.raises(OSError, match="refused"):
        Server("http://127.0.0.1:1", "alloy", "tts-1").speak("Hello there.")


def test_flite_speaks_slower_than_by_itself(flite_installed):
    text = "Hello there."
    assert Flite("rms").speak(text).duration_s > 1.05 * Flite("rms", 1.0).speak(text).duration_s


def test_a_voice_that_flite_has_not_is_not_replaced_by_another(flite_installed):
    with pytest.raises(ValueError, match=r"flite has no voice 'nobody'\. Voices: .*rms"):
        Flite("nobody")


def test_without_flite_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    flite_voices.cache_clear()
    with pytest.raises(ValueError, match="apt-get install flite"):
        Flite("rms")
