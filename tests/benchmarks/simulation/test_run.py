from collections import Counter

from benchmarks.simulation.run import run


def fates(ran):
    return Counter(answer.fate for answer in ran.answers)


def test_nothing_is_lost_between_asking_and_the_end(scenario):
    """Under five times what it carries: all that came was served, refused, late, or is still there."""
    ran = run(scenario(demand={"listeners": 3000}, limits={"max_open_renders": 20}, duration_s=20))
    assert set(fates(ran)) <= {"made", "refused", "open", "late"}
    assert fates(ran)["refused"] > fates(ran)["made"] > 50
    assert fates(ran)["open"] <= 20
    assert fates(ran).total() == len(ran.answers)


def test_the_same_seed_gives_the_same_run(scenario):
    one, again, other = (run(scenario(seed=seed)) for seed in (1, 1, 2))
    assert one.answers == again.answers
    assert one.looks == again.looks
    assert one.answers != other.answers


def test_who_asks_for_what_does_not_depend_on_what_becomes_of_it(scenario):
    slow = scenario(service={"engine": {"row_s": 3.0}})
    assert [each.asked for each in run(scenario()).answers] == [each.asked for each in run(slow).answers]


def test_how_much_each_replica_made(scenario):
    """Two rows a second of a second of audio each, shared by two."""
    ran = run(scenario(duration_s=300, warm_up_s=100, gpus=2))
    assert 0.9 < ran.speed < 1.1
    assert all(answer.asked.at_s >= 100 for answer in ran.counted)
