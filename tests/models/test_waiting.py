"""The order of the batcher, on a clock of its own."""

from dataclasses import dataclass, field
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.engine import Lane
from models.waiting import AGEING_S, LOOK_AHEAD, PADDING_LIMIT, Pick, Shape, Ticket, Waiting, Who

MAX_ROWS, MAX_COST = 4, 60.0


@dataclass
class Queue:
    """A Waiting, what must be in it, and what became of the rest."""

    max_rows: int = MAX_ROWS
    now: float = 0.0
    alive: list[Ticket[str]] = field(default_factory=list)
    removed: list[Ticket[str]] = field(default_factory=list)
    picks: list[tuple[list[Ticket[str]], Pick[str]]] = field(default_factory=list)
    """Each with what waited before it, in the order of urgency."""

    def __post_init__(self) -> None:
        self.waiting: Waiting[str] = Waiting(max_rows=self.max_rows, max_cost=MAX_COST, clock=lambda: self.now)

    def add(
        self,
        size: float = 10,
        lane: Lane = "interactive",
        expires_in_s: float = inf,
        due_in_s: float | None = None,
        item: str = "",
    ) -> Ticket:
        self.alive.append(self.waiting.add(item, size=size, lane=lane, expires_in_s=expires_in_s, due_in_s=due_in_s))
        return self.alive[-1]

    def remove(self, index: int) -> None:
        if self.alive:
            self.removed.append(self.alive.pop(index % len(self.alive)))
            assert self.waiting.remove(self.removed[-1])

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def pick(self) -> Pick[str]:
        picked = self.waiting.pick()
        self.picks.append((sorted(self.alive, key=self.urgency), picked))
        self.alive = [ticket for ticket in self.alive if ticket not in picked.batch + picked.expired]
        return picked

    def urgency(self, ticket: Ticket[str]) -> tuple[bool, float, int]:
        aged = self.now - ticket.arrived_s > AGEING_S
        return ticket.need == "batch" and not aged, ticket.due_s, ticket.number

    def of(self, who: Who, takers: int = 1) -> list[str]:
        return [ticket.item for ticket in self.waiting.pick(takers, who=who).batch]

    def items(self) -> list[str]:
        return [ticket.item for ticket in self.pick().batch]


sizes = st.sampled_from([0, 0.1, 1, 9, 10, 11, 14, 15, 20, 59, 60, 61, 500]) | st.floats(0, 100)
lanes = st.sampled_from(["interactive", "batch"])
lives = st.just(inf) | st.floats(-1, 10)
dues = st.none() | st.floats(-2, 12)
steps = st.one_of(
    st.tuples(st.just("add"), sizes, lanes, lives, dues),
    st.tuples(st.just("add"), sizes, lanes, st.just(inf)),
    st.tuples(st.just("wait"), st.floats(0, 2 * AGEING_S)),
    st.tuples(st.just("remove"), st.integers(0, 50)),
    st.tuples(st.just("pick")),
)


@st.composite
def queues(draw: st.DrawFn) -> Queue:
    """After anything that can happen, and then picks until nobody waits."""
    queue = Queue()
    for name, *arguments in draw(st.lists(steps, max_size=40)):
        getattr(queue, name)(*arguments)
    while queue.alive:
        queue.pick()
        assert queue.picks[-1][1] != Pick([], []), "a pick always takes something"
    return queue


many = settings(max_examples=60, deadline=None)


@many
@given(queues())
def test_everyone_is_run_once_or_was_removed_or_was_late(queue):
    run = [ticket for _, picked in queue.picks for ticket in picked.batch]
    late = [ticket for _, picked in queue.picks for ticket in picked.expired]
    assert sorted(ticket.number for ticket in run + late + queue.removed) == list(
        range(queue.waiting.add("", size=0, lane="batch").number)
    )


@many
@given(queues())
def test_who_was_removed_or_late_is_never_run(queue):
    for _, picked in queue.picks:
        assert not set(picked.batch) & set(queue.removed)
        assert not set(picked.batch) & set(picked.expired)


@given(st.lists(st.tuples(sizes, lanes, st.floats(-1, 10)), max_size=30), st.floats(0, 10))
@many
def test_late_is_who_has_reached_the_end_of_its_time(added, waited_s):
    queue = Queue()
    for size, lane, life_s in added:
        queue.add(size, lane, life_s)
    queue.wait(waited_s)
    while queue.alive:
        picked = queue.pick()
        assert all(ticket.expires_s > queue.now for ticket in picked.batch)
        assert all(ticket.expires_s <= queue.now for ticket in picked.expired)


@many
@given(queues())
def test_rows_cost_and_padding_keep_their_limits(queue):
    for _, picked in queue.picks:
        if len(picked.batch) > 1:
            sizes = [ticket.size for ticket in picked.batch]
            assert len(sizes) <= MAX_ROWS
            assert len(sizes) * max(sizes) <= MAX_COST
            assert sum(sizes) >= (1 - PADDING_LIMIT) * len(sizes) * max(sizes) - 1e-9


def passed_over_for_a_reason(order: list[Ticket[str]], picked: Pick[str]) -> bool:
    """Who is not in the batch did not fit those of the batch who come before, or the batch was full by then."""
    shape = Shape()
    for ticket in (ticket for ticket in order if ticket not in picked.expired):
        larger = shape.plus(ticket.size)
        if ticket in picked.batch:
            shape = larger
        elif shape.rows < MAX_ROWS and larger.cost <= MAX_COST and larger.padding <= PADDING_LIMIT:
            return False
    return True


@many
@given(queues())
def test_nobody_is_overtaken_but_for_the_sake_of_similar_sizes(queue):
    for order, picked in queue.picks:
        in_time = [ticket for ticket in order if ticket not in picked.expired]
        assert picked.batch[:1] == in_time[:1], "the head is the most urgent"
        assert picked.batch == [ticket for ticket in order if ticket in picked.batch], "the batch is in order"
        assert passed_over_for_a_reason(order, picked)


@many
@given(
    before=st.lists(st.tuples(sizes, lanes), max_size=20),
    lane=lanes,
    inflow=st.lists(st.tuples(sizes, lanes), min_size=1, max_size=6),
    period_s=st.floats(0.2, 8),
)
def test_nobody_starves(before, lane, inflow, period_s):
    """Whatever keeps coming, one waits for the ageing time and then only for those who came before."""
    queue = Queue()
    for size, others in before:
        queue.add(size, others)
    patient = queue.add(1000, lane)  # too large for anyone's batch
    while patient in queue.alive and len(queue.picks) < 60:
        for size, others in inflow:
            queue.add(size, others)
        queue.pick()
        queue.wait(period_s)
    assert len(queue.picks) <= len(before) + AGEING_S // period_s + 2


@many
@given(queues(), st.lists(st.tuples(sizes, lanes), max_size=9))
def test_size_is_the_sum_of_those_who_wait(queue, added):
    assert (queue.waiting.size, len(queue.waiting)) == (0, 0)
    for size, lane in added:
        queue.add(size, lane)
    queue.remove(1)
    assert queue.waiting.size == pytest.approx(sum(ticket.size for ticket in queue.alive))
    assert len(queue.waiting) == len(queue.alive)


def test_no_more_than_there_is_room_for_is_taken():
    queue = Queue()
    for _ in range(5):
        queue.add()
    assert [len(queue.waiting.pick(room=room).batch) for room in (0, 2, 9)] == [0, 2, 3]


def test_several_takers_get_as_much_each():
    queue = Queue()
    for _ in range(5):
        queue.add(10, "interactive")
    assert [len(queue.waiting.pick(takers).batch) for takers in (3, 2, 1)] == [2, 2, 1]


def test_interactive_comes_first_until_batch_has_waited_long_enough():
    queue = Queue(max_rows=1)
    queue.add(item="batch", lane="batch")
    queue.wait(AGEING_S - 1)
    for item in ("one", "two", "three"):
        queue.add(item=item)
    assert queue.items() == ["one"]
    queue.wait(1)
    assert queue.items() == ["two"], "not longer than the ageing time"
    queue.wait(0.1)
    queue.add(item="four")
    assert [queue.items() for _ in range(4)] == [["batch"], ["three"], ["four"], []]


def test_an_aged_item_is_not_put_before_those_who_waited_longer():
    queue = Queue(max_rows=1)
    queue.add(item="older")
    queue.add(item="batch", lane="batch")
    queue.wait(AGEING_S + 1)
    assert [queue.items(), queue.items()] == [["older"], ["batch"]]


def test_lanes_share_a_batch():
    queue = Queue()
    queue.add(item="batch", lane="batch")
    queue.add(item="interactive")
    assert queue.items() == ["interactive", "batch"]


def test_neighbours_are_of_similar_size():
    queue = Queue()
    for size in (10, 3, 12, 4, 11):
        queue.add(size, item=str(size))
    assert [queue.items(), queue.items()] == [["10", "12", "11"], ["3", "4"]]


def test_one_that_is_too_large_runs_alone():
    queue = Queue()
    for size in (61, 61, 20, 20, 20, 20):
        queue.add(size)
    assert [len(queue.items()) for _ in range(4)] == [1, 1, 3, 1]


def test_a_pick_looks_only_so_far():
    queue = Queue()
    queue.add(1, item="head")
    for _ in range(LOOK_AHEAD - 2):
        queue.add(50)
    queue.add(1, item="near")
    queue.add(1, item="far")
    assert queue.items() == ["head", "near"]


def test_all_at_once():
    queue = Queue()
    queue.add(item="batch", lane="batch")
    queue.add(item="interactive")
    assert [ticket.item for ticket in queue.waiting.clear()] == ["interactive", "batch"]
    assert len(queue.waiting) == queue.waiting.size == 0


def test_removing_twice_is_once():
    queue = Queue()
    ticket = queue.add()
    assert [queue.waiting.remove(ticket), queue.waiting.remove(ticket)] == [True, False]


def test_a_batch_has_a_row():
    with pytest.raises(ValueError, match="at least one row"):
        Waiting(max_rows=0, max_cost=1)


def test_a_lane_alone():
    queue = Queue()
    for name, lane in (("a", "batch"), ("b", "interactive"), ("c", "batch")):
        queue.add(lane=lane, item=name)
    assert queue.of(Who("interactive")) == ["b"]
    assert queue.of(Who("interactive")) == []
    queue.wait(AGEING_S + 1)
    queue.add(lane="batch", item="young")
    assert queue.of(Who("interactive"), takers=2) == ["a", "c"]
    assert queue.of(Who("batch")) == ["young"]


def test_what_is_heard_later_comes_later():
    """A listener who has three seconds to hear lets others begin, and is before those who come when these are over."""
    queue = Queue(max_rows=1)
    queue.add(item="in three seconds", due_in_s=3)
    queue.add(item="in one", due_in_s=1)
    queue.add(item="new")
    queue.wait(2)
    queue.add(item="newer")
    queue.wait(2)
    queue.add(item="too late for that", due_in_s=-2)
    queue.add(item="newest")
    assert [queue.items()[0] for _ in range(6)] == [
        "new", "in one", "newer", "too late for that", "in three seconds", "newest"
    ]  # fmt: skip


def test_those_whom_somebody_waits_for_may_stay_and_those_who_are_due_later_too():
    queue = Queue()
    for name, due_in_s in (("new", None), ("in two seconds", 2), ("in five", 5)):
        queue.add(item=name, due_in_s=due_in_s)
    queue.add(item="batch", lane="batch")
    assert queue.of(Who(due_before_s=2, beginning=False)) == []
    assert queue.of(Who(due_before_s=2.1, beginning=False)) == ["in two seconds"]
    assert queue.of(Who("batch", beginning=False)) == []
    assert queue.of(Who(due_before_s=2.1)) == ["new", "batch"]
    assert queue.of(Who()) == ["in five"]


def test_nobody_listens_to_a_batch():
    queue = Queue()
    queue.add(item="first", lane="batch", due_in_s=3)
    queue.add(item="second", lane="batch", due_in_s=-3)
    assert queue.items() == ["first", "second"]
