"""The names that there are: ours as declared, Ray's as in its reporter (and on a real server's page, in
tests/deployments/test_application.py).
"""

import re

from ray.dashboard.modules.reporter.reporter_agent import METRICS_GAUGES

from k8s.monitoring.check import OPERATIONS
from k8s.monitoring.exported import declared, ray_metrics


def test_ours_are_found_with_their_labels():
    metrics = declared()
    assert metrics.labels["ray_declaim_cache_total"] >= {"holds", "outcome", "replica", "namespace"}
    assert metrics.labels["ray_declaim_ttfa_seconds_bucket"] >= {"le", "engine"}
    assert 0.3 in metrics.edges["ray_declaim_ttfa_seconds"]
    assert "ray_declaim_loop_held_seconds_count" in metrics.labels


def test_the_operations_page_tells_of_each_of_them():
    """A row may leave out what its first metric begins with."""
    page = OPERATIONS.read_text()
    for name in declared().labels:
        bare = re.sub(r"_(count|sum|bucket)$", "", name).removeprefix("ray_declaim")
        assert re.search(rf"`(ray_declaim)?{bare}`", page), name


def test_those_of_gpus_are_what_ray_s_reporter_has():
    for name, labels in ray_metrics()["gpu"].items():
        assert set(labels) <= set(METRICS_GAUGES[name.removeprefix("ray_")].view.columns)
