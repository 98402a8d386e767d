"""Names of files, from what others wrote."""

import pytest

from declaim.naming import LONGEST_BYTES, item_names, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("chapter-001", "chapter-001"),
        ("Kapitel 1: Größe", "Kapitel 1_ Größe"),
        ("../../etc/passwd", "_.._etc_passwd"),
        (" . ", ""),
        (".hidden", "hidden"),
        ("a\0b\nc\x1b[2Jd\u202ee", "a_b_c_[2Jd_e"),
        ('<>:"/\\|?*', "_________"),
    ],
)
def test_what_can_be_kept_is(text, name):
    assert safe_name(text) == name


def test_a_name_is_cut_between_characters():
    assert safe_name("ü" * 500) == "ü" * (LONGEST_BYTES // 2)
    assert len(safe_name("x" + "語" * 500).encode()) <= LONGEST_BYTES


def test_good_ids_are_their_own_names():
    assert item_names(["item-1", "Größe 2"]) == {"item-1": "item-1", "Größe 2": "Größe 2"}


def test_no_two_have_the_same_name():
    ids = ["a/b", "a:b", "a_b", "A", "a", "é", "e\u0301", "", " ", ".", "x" * 999, "x" * 998, "x" * LONGEST_BYTES]
    names = item_names(ids)
    assert len({name.casefold() for name in names.values()}) == len(ids)
    assert names["a_b"] == "a_b"
    assert names["x" * LONGEST_BYTES] == "x" * LONGEST_BYTES
    assert all(names.values())


def test_an_id_cannot_take_the_marked_name_of_another():
    taken = item_names(["a/b"])["a/b"]
    names = item_names(["a/b", taken])
    assert names["a/b"] == taken
    assert names[taken] != taken


def test_names_are_the_same_the_next_time():
    assert item_names(["b", "a/b"])["a/b"] == item_names(["a/b"])["a/b"]
