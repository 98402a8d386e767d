"""Rows that share a thread, on a clock of the test's own."""

from collections import deque
from math import inf

import pytest

from models.turns import ENDED, Rows, Step, Turns
from models.waiting import ANYONE


class Thread(Rows):
    """Steps of 1 s of audio that take `step_s`; rows are (name, steps). Listeners leave after so many of them."""

    def __init__(self, step_s: float, arrivals=(), most: int = 32, leave=(), free_at=(), due=()):
        self.now_s, self.step_s = 0.0, step_s
        self.arrivals = deque(arrivals)
        """When each comes, and the row."""
        self.due = dict(due)
        """When, by name, of those whose listener hears something until then."""
        self.to_say, self.said, self.first_s, self.gaps = {}, [], {}, []
        self.leave, self.ended_s = dict(leave), {}
        self.free_at, self.handed = deque(free_at), []
        """When another thread has nothing to do, and what it was given."""
        self._heard_until_s = {}
        self.turns = Turns(self, most, lambda: self.now_s)

    def run(self, *rows):
        """These, and after them whatever has not joined them, as a batcher does."""
        while rows:
            self.turns.run(rows)
            rows = self.joining(ANYONE)
        return self.said

    def joining(self, who):
        for arrived in self.arrivals:
            at_s, (name, _) = arrived
            if at_s <= self.now_s and (self.due[name] < who.due_before_s if name in self.due else who.beginning):
                self.arrivals.remove(arrived)
                return [arrived[1]]
        return []

    def due_s(self, row):
        return self.due.get(row[0], -inf)

    def hand_over(self, row):
        free = self.free_at and self.free_at[0] <= self.now_s
        if free:
            self.free_at.popleft()
            self.handed.append(row[0])
        return bool(free)

    def advance(self, row):
        name, steps = row
        to_say = self.to_say.setdefault(name, steps)
        if not to_say or self.left(row):
            return self.end(name, ENDED)
        self.now_s += self.step_s
        self.to_say[name] -= 1
        self.said.append(name)
        self.first_s.setdefault(name, self.now_s)
        dry_s = self._heard_until_s.get(name, self.due.get(name, self.now_s))
        self.gaps.append(max(0.0, self.now_s - dry_s))
        self._heard_until_s[name] = max(dry_s, self.now_s) + 1.0
        return self.end(name, Step(1.0, last=True)) if to_say == 1 else Step(1.0, last=False)

    def left(self, row):
        return self.said.count(row[0]) == self.leave.get(row[0])

    def end(self, name, step):
        self.ended_s[name] = self.now_s
        return step


def test_one_row_to_its_end():
    assert Thread(0.1).run(("a", 3)) == ["a"] * 3


def test_a_new_row_begins_at_once_while_there_is_time():
    thread = Thread(0.1, [(0.05, ("b", 4)), (0.05, ("c", 4))])
    thread.run(("a", 4))
    assert thread.said[:3] == ["a", "b", "c"]
    assert max(thread.gaps) < 1e-9


def test_whoever_would_run_dry_first_goes_on():
    thread = Thread(0.2, [(0, ("b", 3))])
    thread.run(("a", 3))
    assert thread.said == ["a", "b", "a", "b", "a", "b"]


@pytest.mark.parametrize("step_s", [0.01, 0.05, 0.12, 0.2, 0.24])
def test_no_listener_has_a_gap_however_many_come(step_s):
    """More than can be spoken at once: those wait before they begin, and not in the middle."""
    thread = Thread(step_s, [(0, (n, 8)) for n in range(40)])
    thread.run(("first", 8))
    assert len(thread.first_s) == 41
    assert max(thread.gaps) < 1e-9


def test_too_slow_a_thread_speaks_one_after_another():
    thread = Thread(1.5, [(0, ("b", 3))])
    assert thread.run(("a", 3)) == ["a"] * 3 + ["b"] * 3


def test_no_more_than_may_take_turns():
    thread = Thread(0.001, [(0, (n, 50)) for n in range(9)], most=2)
    thread.run(("first", 50))
    assert set(thread.said[:99]) == {"first", 0}
    assert len(thread.first_s) == 10


def test_a_row_that_ends_at_once_is_forgotten():
    thread = Thread(0.1, [(0, ("b", 0)), (0, ("c", 1))])
    assert thread.run(("a", 2), ("nothing", 0)) == ["a", "c", "a"]


@pytest.mark.parametrize("crowd", [0, 3])
def test_a_row_ends_with_its_last_step(crowd):
    """And makes room: not at a later turn, when its listener would run dry."""
    thread = Thread(0.01, [(0, (n, 50)) for n in range(crowd)] + [(0, ("next", 1))], most=crowd + 1)
    thread.run(("first", 2))
    after = thread.said.index("first", 1) + 1
    assert thread.ended_s["first"] == pytest.approx(after * 0.01)
    assert thread.said[after] == "next"


def test_who_is_not_listened_to_makes_room_at_once():
    """However long what was made of it would last."""
    thread = Thread(0.01, [(0, ("b", 50)), (0, ("next", 1))], most=2, leave={"b": 5})
    thread.run(("a", 50))
    assert thread.said == [*"ababababab", "next"] + ["a"] * 45


def test_another_thread_takes_what_would_wait():
    """Whoever is the most urgent goes on here."""
    thread = Thread(0.1, [(0, ("b", 3)), (0, ("c", 3))], free_at=[0.25])
    assert thread.run(("a", 3)) == [*"abc", *"acac"]
    assert thread.handed == ["b"]


def test_the_only_row_stays():
    thread = Thread(0.1, free_at=[0, 0])
    assert thread.run(("a", 3)) == ["a"] * 3
    assert not thread.handed


def test_who_is_heard_later_begins_before_others_go_on_who_are_heard_later_still():
    thread = Thread(0.1, [(0, ("b", 3))], due={"b": 1.5})
    assert thread.run(("a", 4)) == ["a", "a", "b", "a", "b", "a", "b"]
    assert max(thread.gaps) < 1e-9


def test_who_hears_something_goes_on_though_there_is_no_time_for_anyone_new():
    """The thread makes as much as one hears: who comes waits until the first has ended, who is there hears no gap."""
    thread = Thread(0.9, [(0, ("new", 1)), (0.5, ("more", 1))], due={"more": 1.95})
    assert thread.run(("a", 3)) == ["a", "a", "more", "a", "new"]


@pytest.mark.parametrize("step_s", [0.02, 0.06, 0.11, 0.2])
def test_what_listeners_hear_next_is_made_in_time(step_s):
    """Texts of four rows, all of which are there from the first one's sound on, for as many as the thread can serve."""
    many = int(0.9 / step_s)
    texts = [(text, part) for text in range(many) for part in range(4)]
    arrivals = [(0, (each, 5)) for each in texts]
    thread = Thread(step_s, arrivals, due={(text, part): 2 + 5 * part for text, part in texts if part})
    thread.run(((-1, 0), 1))
    assert thread.gaps.count(0) >= len(thread.gaps) - many
    assert len(thread.first_s) == 4 * many + 1
