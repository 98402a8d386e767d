"""One process at a time, also where the folder comes and goes."""

import threading

import pytest

from models.weights.errors import NotOurs
from models.weights.place import LOCK, Place


def test_who_waited_while_it_was_removed_makes_it_anew(tmp_path):
    folder, waiting, there = tmp_path / "voices" / "x", threading.Event(), []

    def second() -> None:
        with Place(folder).held(lambda _: waiting.set()):
            there.append((folder / LOCK).exists())

    thread = threading.Thread(target=second)
    with Place(folder).held(lambda _: None):
        thread.start()
        assert waiting.wait(10)
        assert not there
        Place(folder).clear(())
        assert not folder.exists()
    thread.join(10)
    assert there == [True]


def test_the_lock_ends_with_the_block(tmp_path):
    said = []
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), Place(tmp_path / "x").held(said.append):
            raise ZeroDivisionError
    assert not said


def test_an_empty_folder_is_nobody_s(tmp_path):
    with Place(tmp_path).held(print):
        (tmp_path / "file").touch()
    with Place(tmp_path).held(print):
        (tmp_path / LOCK).unlink()
    with pytest.raises(NotOurs), Place(tmp_path).held(print):
        raise AssertionError


def test_a_folder_that_another_is_just_making_is_no_stranger_s(tmp_path):
    refused = []

    def hold(folder, together) -> None:
        together.wait(10)
        try:
            with Place(folder).held(lambda _: None):
                pass
        except NotOurs as error:
            refused.append(error)

    for number in range(50):
        together = threading.Barrier(3)
        threads = [threading.Thread(target=hold, args=(tmp_path / str(number), together)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert not refused
