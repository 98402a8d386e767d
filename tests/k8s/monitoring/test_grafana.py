"""Dashboards as Grafana imports them."""

import json

import pytest

from k8s.monitoring.dashboards import DASHBOARDS
from k8s.monitoring.grafana import Dashboard, Panel, in_namespace


@pytest.fixture(params=DASHBOARDS, ids=lambda dashboard: dashboard.uid)
def drawn(request) -> dict:
    return json.loads(request.param.json())


def test_panels_have_their_own_numbers_and_places(drawn):
    panels = drawn["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken = [cell for panel in panels for cell in cells(**panel["gridPos"])]
    assert len(set(taken)) == len(taken)
    assert all(0 <= x < 24 for x, _ in taken)


def cells(x: int, y: int, w: int, h: int) -> list[tuple[int, int]]:
    return [(x + dx, y + dy) for dx in range(w) for dy in range(h)]


def test_every_panel_asks_the_chosen_server_for_the_chosen_namespaces(drawn):
    known = {variable["name"] for variable in drawn["templating"]["list"]}
    assert {"datasource", "namespace"} <= known
    for panel in drawn["panels"]:
        assert (panel["type"] == "row") != bool(panel.get("targets"))
        for target in panel.get("targets", ()):
            assert 'namespace=~"$namespace"' in target["expr"]
            assert panel["datasource"]["uid"] == "${datasource}"


def test_what_is_typed_in_is_used(drawn):
    asked = " ".join(target["expr"] for panel in drawn["panels"] for target in panel.get("targets", ()))
    for variable in drawn["templating"]["list"]:
        assert variable["type"] != "textbox" or f"${variable['name']}" in asked


def test_panels_go_on_below_when_a_row_is_full():
    panels = tuple(Panel(str(n), "s", {"": "up"}) for n in range(4))
    _, *drawn = Dashboard("d", "D", {"row": panels}).drawn()["panels"]
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in drawn]
    assert places == [(0, 1), (8, 1), (16, 1), (0, 9)]


def test_a_namespace_is_asked_for_in_every_metric():
    asked = in_namespace('sum(ray_a{b="c"}) / declaim:d:rate5m')
    assert asked == 'sum(ray_a{namespace=~"$namespace", b="c"}) / declaim:d:rate5m{namespace=~"$namespace"}'
