import pytest

from benchmarks.load.outcome import Judge, starves
from benchmarks.load.recording import Recording

PCM = Judge(begun_s=100.0, until_s=101.0, pcm_rate=24_000)
PACKED = Judge(begun_s=100.0, until_s=101.0, pcm_rate=24_000, raw=False)


def recorded(marks, body=b"", ended_s=100.9, error=None):
    return Recording(100.2, 100.201, 12, marks, body, ended_s, error)


def test_pcm_is_heard_by_its_length():
    outcome = PCM.outcome(recorded([(100.3, 1), (100.35, 4800), (100.8, 48_000), (101.2, 96_000)], ended_s=101.25))
    assert outcome.ttfa_ms == pytest.approx(150)
    assert outcome.latency_ms == pytest.approx(1050)
    assert outcome.late_ms == pytest.approx(1)
    assert outcome.due_s == pytest.approx(0.2)
    assert outcome.audio_s == pytest.approx(2.0)
    assert outcome.audio_in_time_s == pytest.approx(1.0)
    assert outcome.error is None


@pytest.mark.parametrize("judge", [PCM, PACKED])
def test_the_rate_that_a_server_told_goes_before(judge):
    recording = recorded([(100.3, 22_050), (100.4, 44_100)])
    recording.pcm_rate = 22_050
    outcome = judge.outcome(recording)
    assert (outcome.ttfa_ms, outcome.audio_s) == (pytest.approx(100), pytest.approx(1.0))


@pytest.mark.parametrize(("container", "codec"), [("mp3", "libmp3lame"), ("ogg", "libopus"), ("flac", "flac")])
def test_headers_are_no_audio(encoded, container, codec):
    body = encoded(container, codec)
    marks = [(100.3, 4), (100.4, 60), (100.5, len(body) // 2), (100.6, len(body))]
    outcome = PACKED.outcome(recorded(marks, body))
    assert outcome.ttfa_ms == pytest.approx(300)
    assert outcome.audio_s == pytest.approx(2.0, abs=0.1)


def test_an_answer_may_have_a_format_of_its_own(encoded):
    body = encoded("mp3", "libmp3lame")
    packed = recorded([(100.3, 4), (100.5, len(body))], body)
    packed.audio_format = "mp3"
    assert PCM.outcome(packed).ttfa_ms == pytest.approx(300)
    assert PCM.outcome(packed).audio_format == "mp3"
    bare = recorded([(100.3, 48_000)])
    bare.audio_format = "pcm"
    assert PACKED.outcome(bare).audio_s == pytest.approx(1.0)


def test_an_answer_without_audio_and_one_that_cannot_be_decoded():
    assert PCM.outcome(recorded([])).error == "no audio"
    outcome = PACKED.outcome(recorded([(100.3, 11)], b"<html></html>"))
    assert (outcome.error, outcome.ttfa_ms, outcome.audio_s) == ("undecodable", None, 0.0)


def test_of_a_failure_only_the_error_is_told():
    outcome = PCM.outcome(recorded([(100.3, 4800)], error="broken off"))
    assert (outcome.error, outcome.ttfa_ms, outcome.audio_s, outcome.starved) == ("broken off", None, 0.0, False)


@pytest.mark.parametrize(
    ("heard", "dry"),
    [
        ([], False),
        ([(1.0, 0.5)], False),
        ([(1.0, 0.5), (1.59, 1.0)], False),
        ([(1.0, 0.5), (1.61, 1.0)], True),
        ([(1.0, 0.5), (1.2, 1.0), (2.05, 2.0)], False),
        # what comes late and is no audio, such as the end of a container
        ([(1.0, 0.5), (5.0, 0.5)], False),
        ([(1.0, 0.5), (1.55, 0.5), (1.7, 1.0)], True),
    ],
)
def test_a_player_with_a_tenth_of_a_second_in_hand(heard, dry):
    assert starves(heard) is dry
