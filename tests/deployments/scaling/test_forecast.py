import json
from math import pi, sin

import pytest

from deployments.scaling.forecast import SLOT_S, Forecast

DAY_S, MINUTE_S = 86_400, 60
MONDAY = 20_000 * DAY_S


def follow(forecast: Forecast, rate, begin_s: float, end_s: float, step_s: float = 60, ahead_s: float = 60) -> Forecast:
    for n in range(int((end_s - begin_s) // step_s)):
        now_s = begin_s + n * step_s
        forecast.observe(now_s, rate(now_s), ahead_s)
    return forecast


def school(now_s: float) -> float:
    """Lessons begin at eight, but not on the last two days of seven."""
    open_now = 8 <= now_s % DAY_S / 3600 < 16 and now_s // DAY_S % 7 < 5
    return 200.0 if open_now else 20.0


def test_what_is_steady_is_expected_to_stay():
    forecast = follow(Forecast(), lambda _: 50.0, MONDAY, MONDAY + DAY_S)
    assert forecast.most(MONDAY + DAY_S, 600) == pytest.approx(50)
    assert forecast.error < 0.02


def test_what_comes_at_eight_is_known_before_from_the_second_day_on():
    monday = MONDAY - MONDAY // DAY_S % 7 * DAY_S
    eight = monday + DAY_S + 8 * 3600
    forecast = follow(Forecast(), school, monday, eight - 2 * MINUTE_S)
    assert forecast.most(eight - 2 * MINUTE_S, 180) == pytest.approx(200, rel=0.1)
    assert forecast.most(eight - 20 * MINUTE_S, 180) < 30


def test_days_of_the_week_differ_once_a_week_was_seen():
    monday = MONDAY - MONDAY // DAY_S % 7 * DAY_S
    saturday = monday + 12 * DAY_S + 8 * 3600
    forecast = follow(Forecast(), school, monday, saturday - MINUTE_S, step_s=150)
    assert forecast.most(saturday - MINUTE_S, 180) < 30
    forecast = follow(forecast, school, saturday, saturday + 2 * DAY_S - MINUTE_S, step_s=150)
    assert forecast.most(saturday + 2 * DAY_S - MINUTE_S, 180) == pytest.approx(200, rel=0.1)


def test_a_day_with_more_than_usual_is_expected_to_go_on_so():
    def day(now_s):
        return 100 + 80 * sin(2 * pi * now_s / DAY_S)

    forecast = follow(Forecast(), day, MONDAY, MONDAY + 2 * DAY_S)
    noon = MONDAY + 2 * DAY_S + 3 * 3600
    forecast = follow(forecast, lambda now_s: 1.5 * day(now_s), MONDAY + 2 * DAY_S, noon)
    assert forecast.most(noon, 1800) == pytest.approx(1.5 * day(noon + 1800), rel=0.08)


def test_what_rises_is_expected_to_rise():
    forecast = follow(Forecast(), lambda now_s: (now_s - MONDAY) / 10, MONDAY, MONDAY + 1800, step_s=10)
    assert forecast.most(MONDAY + 1800, 60) == pytest.approx(186, rel=0.05)


def test_a_fall_is_believed_when_it_is_there():
    forecast = follow(Forecast(), lambda now_s: 200 - (now_s - MONDAY) / 10, MONDAY, MONDAY + 1000, step_s=10)
    assert forecast.most(MONDAY + 1000, 60) >= forecast.level


def test_forecasts_that_were_too_low_are_noticed():
    jumping = follow(Forecast(), lambda now_s: 100 if now_s // 300 % 2 else 140, MONDAY, MONDAY + 3 * 3600, step_s=10)
    assert 0.1 < jumping.error < 0.5


def test_after_a_gap_it_begins_where_things_are():
    forecast = follow(Forecast(), lambda _: 50.0, MONDAY, MONDAY + 600, step_s=10)
    forecast.observe(MONDAY + 600 + 2 * SLOT_S, 500, 60)
    assert forecast.level == 500


def test_its_state_is_json_and_the_same_again():
    forecast = follow(Forecast(), school, MONDAY, MONDAY + DAY_S)
    again = Forecast(json.loads(json.dumps(forecast.state)))
    for each in (forecast, again):
        follow(each, school, MONDAY + DAY_S, MONDAY + 2 * DAY_S)
    assert json.dumps(again.state) == json.dumps(forecast.state)
