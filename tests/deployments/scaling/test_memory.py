from threading import Event

import pytest

from deployments.scaling import memory
from deployments.scaling.memory import KEPT_S, ClusterMemory


@pytest.fixture
def store(monkeypatch):
    """Ray's, in this process; `written` is set with each write."""
    kept, written = {}, Event()

    def put(key, value, *, overwrite, namespace):
        assert overwrite
        kept[namespace, key] = value
        written.set()

    monkeypatch.setattr(memory.internal_kv, "_internal_kv_put", put)
    monkeypatch.setattr(memory.internal_kv, "_internal_kv_get", lambda key, *, namespace: kept.get((namespace, key)))
    return written


def test_what_was_kept_is_recalled(store):
    ClusterMemory().keep("declaim/gpu", {"speed": 5.0}, 0)
    assert store.wait(5)
    assert ClusterMemory().recall("declaim/gpu") == {"speed": 5.0}
    assert ClusterMemory().recall("declaim/other") == {}


def test_it_is_not_written_each_time(store):
    kept = ClusterMemory()
    kept.keep("gpu", {"n": 1}, 1000)
    assert store.wait(5)
    store.clear()
    kept.keep("gpu", {"n": 2}, 1000 + KEPT_S - 1)
    assert not store.is_set()
    kept.keep("gpu", {"n": 3}, 1000 + KEPT_S)
    assert store.wait(5)


def test_a_store_that_is_down_costs_no_decision(monkeypatch, caplog):
    failed = Event()

    def fail(*_, **__):
        failed.set()
        raise RuntimeError("no GCS")

    monkeypatch.setattr(memory.internal_kv, "_internal_kv_put", fail)
    monkeypatch.setattr(memory.internal_kv, "_internal_kv_get", fail)
    assert ClusterMemory().recall("gpu") == {}
    failed.clear()
    ClusterMemory().keep("gpu", {}, 0)
    assert failed.wait(5)
