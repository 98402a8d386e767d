from collections import Counter

from benchmarks.simulation.run import run

REGIONS = {"gpus": 3, "regions": 3, "ingresses": 3, "demand": {"listeners": 600}}
LOSS = {"loss": {"at_s": 30, "failover_s": 10}, **REGIONS}


def fates(ran, since_s, until_s, region=None):
    return Counter(
        answer.fate
        for answer in ran.answers
        if since_s <= answer.asked.at_s < until_s and region in (None, answer.asked.region)
    )


def test_a_lost_region_is_unreachable_until_the_front_door_knows(scenario):
    ran = run(scenario(**LOSS))
    assert set(fates(ran, 0, 25)) == {"made"}
    assert set(fates(ran, 30, 40, region=0)) == {"unreachable"}
    assert "unreachable" not in fates(ran, 30, 40, region=1) + fates(ran, 40, 60)
    assert fates(ran, 40, 58, region=0)["made"] > 30


def test_what_it_was_speaking_breaks_off(scenario):
    ran = run(scenario(**LOSS))
    lost = [answer for answer in ran.answers if answer.fate == "lost"]
    assert lost
    assert {answer.asked.region for answer in lost} == {0}
    assert all(28 < answer.asked.at_s <= 30 for answer in lost)


def test_its_replicas_are_gone(scenario):
    ran = run(scenario(**LOSS))
    assert {look.replicas for look in ran.looks if look.at_s < 30} == {3}
    assert {look.replicas for look in ran.looks if look.at_s > 30} == {2}


def test_autoscaling_counts_what_is_simulated(scenario):
    """A hundred replicas of which one in ten is simulated, and twice what they carry."""
    options = {"min_replicas": 100, "max_replicas": 400, "target_ongoing_requests": 2, "upscale_delay_s": 0}
    changes = {
        "gpus": 100,
        "sample": 10,
        "ingresses": 100,
        "demand": {"listeners": 180_000},
        "service": {"engine": {"rows": 1, "row_s": 0.1}},
        "autoscaling": {"start_s": 5, "options": options},
        "duration_s": 30,
    }
    looks = run(scenario(**changes)).looks
    assert looks[0].replicas == 10
    assert 20 < looks[-1].replicas <= 40


def test_a_stand_in_takes_over(scenario):
    standing_in = {"replicas": 1, "service": scenario().service}
    changes = {"demand": {"listeners": 1500}, "routing": {"first_audio_s": 0.5}, "stand_in": standing_in}
    ran = run(scenario(**changes))
    assert any(answer.stood_in for answer in ran.answers)
    assert fates(ran, 0, 50)["late"] == 0
