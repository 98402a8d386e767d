"""When a message is sent again, and when no more."""

import pytest

from deployments.webhooks.delivery import Answer, Delivery
from tests.deployments.webhooks.conftest import NOW, message

DAY_S = 24 * 3600


def attempts(answer: Answer, luck: float, takes_s: float = 0.0) -> list[float]:
    """Seconds after the first, of all until it is settled."""
    delivery, times = Delivery(message=message(), next_attempt_at=NOW), []
    while delivery.status == "due":
        times.append(delivery.next_attempt_at - NOW)
        delivery = delivery.after(answer, delivery.next_attempt_at + takes_s, luck)
    return times


def test_the_schedule():
    assert attempts(Answer(500), luck=0) == [0, 5, 305, 2105, 9305, 27305, 63305, DAY_S]


@pytest.mark.parametrize("luck", [0.0, 0.3, 0.999])
@pytest.mark.parametrize("takes_s", [0.0, 15.0])
def test_the_last_attempt_is_a_day_after_the_first(luck, takes_s):
    times = attempts(Answer(None, "timed out"), luck, takes_s)
    assert len(times) == 8
    assert times[-1] == DAY_S + takes_s
    assert all(
        later - earlier >= pause
        for earlier, later, pause in zip(times, times[1:], [5, 300, 1800, 7200, 18000], strict=False)
    )


def test_pauses_are_spread_by_a_fifth():
    assert attempts(Answer(500), luck=1)[:3] == [0, 6, 366]


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_delivered(status):
    delivery = Delivery(message=message(), next_attempt_at=NOW).after(Answer(status), NOW, 0)
    assert (delivery.status, delivery.attempts, delivery.outcome) == ("delivered", 1, f"status {status}")
    assert (delivery.first_attempt_at, delivery.last_attempt_at) == (NOW, NOW)


@pytest.mark.parametrize("status", [101, 199, 300, 301, 307, 400, 401, 404, 429, 500, 503, 599, None])
def test_all_else_is_tried_again(status):
    delivery = Delivery(message=message(), next_attempt_at=NOW).after(Answer(status, "timed out"), NOW, 0)
    assert (delivery.status, delivery.next_attempt_at) == ("due", NOW + 5)
    assert delivery.outcome == ("timed out" if status is None else f"status {status}")


def test_who_is_gone_is_given_up_at_once():
    assert attempts(Answer(410), luck=0) == [0]


def test_retry_after_makes_pauses_longer_up_to_the_last_attempt_and_never_shorter():
    assert attempts(Answer(503, retry_after_s=600), luck=0) == [0, 600, 1200, 3000, 10200, 28200, 64200, DAY_S]
    assert attempts(Answer(429, retry_after_s=1e12), luck=0) == [0, DAY_S]
    assert attempts(Answer(429, retry_after_s=1), luck=0)[1] == 5


def test_what_slept_for_days_has_one_more_attempt():
    delivery = Delivery(message=message(), next_attempt_at=NOW).after(Answer(500), NOW, 0)
    assert delivery.after(Answer(500), NOW + 3 * DAY_S, 0).status == "given_up"
    assert delivery.after(Answer(200), NOW + 3 * DAY_S, 0).status == "delivered"
    unsent = Delivery(message=message(), next_attempt_at=NOW)
    assert unsent.after(Answer(500), NOW + 3 * DAY_S, 0).status == "due"
