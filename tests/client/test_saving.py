"""Files that are whole or not there."""

import os
from collections.abc import Iterator

import pytest

from declaim.saving import whole_file


def test_the_name_appears_at_the_end(tmp_path):
    path = tmp_path / "speech.mp3"
    with whole_file(path) as file:
        file.write(b"abc")
        assert not path.exists()
    assert [place.name for place in tmp_path.iterdir()] == ["speech.mp3"]
    assert path.read_bytes() == b"abc"


def broken_off(error: type[BaseException]) -> Iterator[bytes]:
    yield b"abc"
    raise error


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_nothing_is_left_of_what_was_interrupted(tmp_path, error):
    with pytest.raises(error), whole_file(tmp_path / "speech.mp3") as file:
        file.writelines(broken_off(error))
    assert list(tmp_path.iterdir()) == []


def test_others_may_read_the_file_as_any_other(tmp_path):
    plain, saved = tmp_path / "plain", tmp_path / "saved"
    plain.touch()
    with whole_file(saved):
        pass
    assert saved.stat().st_mode == plain.stat().st_mode


def test_a_link_still_points_to_the_file(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with whole_file(tmp_path / "link") as file:
        file.write(b"abc")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"abc"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with whole_file(path) as file:
        file.write(b"abc")
    assert os.read(reader, 9) == b"abc"
    os.close(reader)
    assert path.is_fifo()


def test_a_missing_folder_is_told_before_anything_is_asked(tmp_path):
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "missing" / "speech.mp3"):
        pytest.fail("nothing to write to")
