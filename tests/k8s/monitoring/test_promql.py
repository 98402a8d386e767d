"""Which names an expression asks for."""

import pytest

from k8s.monitoring.promql import used


@pytest.mark.parametrize(
    ("expression", "matched", "grouped"),
    [
        ("up", {"up": set()}, set()),
        ('up{job="a", pod!~"b|c"} offset 5m', {"up": {"job", "pod"}}, set()),
        ("sum by (a, b) (rate(x_total[5m]))", {"x_total": set()}, {"a", "b"}),
        ("sum(rate(x_total[5m])) without (a)", {"x_total": set()}, {"a"}),
        ("histogram_quantile(0.95, sum by (le) (rate(x_bucket[1h:1m])))", {"x_bucket": set()}, {"le"}),
        ("x * on (a) group_left (b) y", {"x": set(), "y": set()}, {"a", "b"}),
        ("a:b:rate5m > 1e6 and on () c or vector(0)", {"a:b:rate5m": set(), "c": set()}, set()),
        ('x{a="1"} / x{b="sum(z)"} unless 0.5 * x', {"x": {"a", "b"}}, set()),
        ("min_over_time((x > bool 2)[10m:])", {"x": set()}, set()),
        (r'x{a="say \"z{b=1}\""}', {"x": {"a"}}, set()),
    ],
)
def test_names(expression, matched, grouped):
    found = used(expression)
    assert (found.matched, found.grouped) == (matched, grouped)
