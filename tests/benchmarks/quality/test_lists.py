import re

from benchmarks.quality import lists


def test_there_are_enough_of_each():
    assert len(lists.compared()) >= 60
    assert set(lists.compared().values()) == set(lists.COMPARED)
    assert len(lists.sentences(lists.EVERYDAY)) >= 200
    assert len(lists.sentences(lists.ARTICLE)) == 20


def test_no_sentence_is_there_twice_and_none_holds_what_has_to_be_normalised():
    every = [text for kind in (*lists.COMPARED, lists.EVERYDAY, lists.ARTICLE) for text in lists.sentences(kind)]
    assert len({text.lower() for text in every}) == len(every)
    assert all(re.fullmatch(r"[A-Z][A-Za-z ',.?]+[.?]", text) for text in every)


def test_questions_end_as_questions_and_others_do_not():
    assert all(text.endswith("?") == (kind == "questions") for text, kind in lists.compared().items())


def test_a_few_of_each_kind():
    assert len(lists.compared(2)) == 2 * len(lists.COMPARED)
    assert lists.sentences(lists.EVERYDAY, 3) == lists.sentences(lists.EVERYDAY)[:3]
