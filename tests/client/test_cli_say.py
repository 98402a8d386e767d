"""`declaim say`."""

import io
import sys

import pytest

from declaim.cli import main
from declaim.cli.complaint import Complaint
from declaim.cli.say import format_of
from declaim.cli.text import text_of

HEADERS = "X-Declaim-Engine: piper\r\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def stdin(monkeypatch):
    """Put bytes on standard input."""

    def put(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return put


def test_a_text_becomes_a_file(http, folder, capsys):
    http.speaks(b"abc", b"def", headers=HEADERS)
    assert main(["say", "Hello", "--url", http.url]) == 0
    assert (folder / "speech.mp3").read_bytes() == b"abcdef"
    line = capsys.readouterr().out
    assert line.startswith("speech.mp3: 6 bytes in ")
    assert line.endswith(" s, engine piper\n")
    assert "first byte after" in line


def test_a_fallback_is_told(http, capsys):
    http.speaks(b"abc", headers=f"{HEADERS}X-Declaim-Fallback: true\r\n")
    main(["say", "Hello", "--url", http.url])
    assert capsys.readouterr().out.endswith("engine piper (fallback)\n")


def test_options_are_sent(http):
    http.speaks(b"abc")
    options = ["--voice", "amy", "--language", "en-gb", "--speed", "1.5", "--out", "a.OGG", "--api-key", "secret"]
    assert main(["say", "Hello", "--url", http.url, *options]) == 0
    ((_, headers, body),) = http.requests
    assert headers["authorization"] == "Bearer secret"
    assert body == {
        "input": "Hello",
        "model": "tts-1",
        "voice": "amy",
        "language": "en-gb",
        "speed": 1.5,
        "response_format": "opus",
    }


def test_a_format_wins_over_the_suffix(http, folder):
    http.speaks(b"abc")
    assert main(["say", "Hello", "--url", http.url, "--out", "audio.bin", "--format", "pcm"]) == 0
    assert http.requests[0][2]["response_format"] == "pcm"
    assert (folder / "audio.bin").exists()


def test_audio_to_stdout_and_the_report_beside_it(http, folder, capfdbinary):
    http.speaks(b"abc", b"def")
    assert main(["say", "Hello", "--url", http.url, "--out", "-"]) == 0
    output = capfdbinary.readouterr()
    assert output.out == b"abcdef"
    assert output.err.startswith(b"-: 6 bytes")
    assert list(folder.iterdir()) == []


def test_an_interrupted_speech_is_an_error_and_no_file(http, folder, capsys):
    http.speaks(b"abc", whole=False)
    assert main(["say", "Hello", "--url", http.url]) == 1
    assert capsys.readouterr().err.startswith("declaim: the speech broke off after 3 bytes")
    assert list(folder.iterdir()) == []


def test_a_refusal_is_told_in_the_servers_words(http, capsys):
    http.refuses(404, message="No voice 'x'.")
    assert main(["say", "Hello", "--url", http.url, "--voice", "x"]) == 1
    assert capsys.readouterr().err == "declaim: No voice 'x'. (status 404, request req-1)\n"


def test_a_wrong_suffix_is_refused_before_anything_is_asked(http, capsys):
    assert main(["say", "Hello", "--url", http.url, "--out", "speech.txt"]) == 1
    error = capsys.readouterr().err
    assert all(suffix in error for suffix in (".mp3", ".wav", ".pcm", ".flac", ".opus", ".ogg", ".aac"))
    assert http.requests == []


def test_a_missing_folder_is_told(http, capsys):
    assert main(["say", "Hello", "--url", http.url, "--out", "missing/speech.mp3"]) == 1
    assert "No such file or directory" in capsys.readouterr().err
    assert http.requests == []


@pytest.mark.parametrize(
    ("out", "expected"), [("-", "mp3"), ("a.mp3", "mp3"), ("a.b/c.WAV", "wav"), ("a.ogg", "opus"), ("a.opus", "opus")]
)
def test_formats_by_name(out, expected):
    assert format_of(out) == expected


@pytest.mark.parametrize("out", ["speech", "speech.", ".mp3", "mp3", "speech.mp4"])
def test_names_without_a_format(out):
    with pytest.raises(Complaint, match="suffix"):
        format_of(out)


def test_the_text_is_the_argument_a_file_or_stdin(folder, stdin):
    (folder / "chapter.txt").write_bytes(b"\xef\xbb\xbfGr\xc3\xbc\xc3\x9fe")
    assert text_of("chapter.txt") == "Grüße"
    assert text_of("chapter 1") == "chapter 1"
    assert text_of("long " * 5000) == "long " * 5000
    assert text_of(str(folder)) == str(folder)
    stdin("Grüße".encode())
    assert text_of("-") == "Grüße"


def test_what_is_not_text_is_refused(folder, stdin):
    (folder / "speech.wav").write_bytes(b"RIFF\xff\xff")
    with pytest.raises(Complaint, match=r"speech\.wav is not UTF-8 text .* byte 4"):
        text_of("speech.wav")
    stdin(b"\xff")
    with pytest.raises(Complaint, match="standard input"):
        text_of("-")
