"""`declaim clone`."""

import pytest

from declaim.cli import main


def test_a_recording_becomes_a_voice(http, capsys, tmp_path):
    http.answers({"object": "audio.voice", "id": "anna", "name": "Anna", "created_at": 1})
    (tmp_path / "anna.wav").write_bytes(b"sound")
    assert main(["clone", "Anna", str(tmp_path / "anna.wav"), "--consent", "--url", http.url]) == 0
    assert "declaim say --voice anna" in capsys.readouterr().out
    assert b"sound" in http.requests[0][2]


def test_without_consent_nothing_is_sent(http, capsys, tmp_path):
    with pytest.raises(SystemExit) as left:
        main(["clone", "Anna", str(tmp_path / "anna.wav"), "--url", http.url])
    assert left.value.code == 1
    assert "--consent" in capsys.readouterr().err
    assert http.requests == []


def test_a_file_that_is_not_there(http, capsys):
    assert main(["clone", "Anna", "/nowhere.wav", "--consent", "--url", http.url]) == 1
    assert "/nowhere.wav" in capsys.readouterr().err


def test_a_refusal_is_told_in_one_line(http, capsys, tmp_path):
    http.refuses(409, message="'anna' is the id of a voice or model already")
    (tmp_path / "anna.wav").write_bytes(b"sound")
    assert main(["clone", "Anna", str(tmp_path / "anna.wav"), "--consent", "--url", http.url]) == 1
    assert "'anna' is the id" in capsys.readouterr().err
