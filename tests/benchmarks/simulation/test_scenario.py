import json

import pytest
import yaml

from benchmarks.simulation.errors import NoSuchScenario, NotAScenario, NotServiceTimes
from benchmarks.simulation.scenario import read, read_service, shipped


@pytest.fixture
def written(scenario, tmp_path):
    """A file with the test's scenario and these changes."""

    def write(**changes):
        data = json.loads(scenario().model_dump_json(exclude_unset=True))
        path = tmp_path / "it.yaml"
        path.write_text(yaml.safe_dump({**data, **changes}))
        return str(path)

    return write


def test_it_reads_as_it_was_written(written, scenario):
    assert read(written()) == scenario()


@pytest.mark.parametrize("name", shipped())
def test_those_that_are_shipped_can_be_read(name):
    scenario = read(name)
    assert scenario.each()
    assert scenario.service.source


def test_service_times_may_be_in_a_file(written, service, tmp_path):
    path = tmp_path / "service.json"
    path.write_text(service().model_dump_json())
    assert read(written(service=str(path))).service == service()
    assert read(written(service="assumed_gpu.json")).service.engine.rows == 16


def test_variants_change_what_they_name_at_any_depth(written):
    variants = read(written(variants={"as it is": {}, "more": {"demand": {"listeners": 9}, "seed": 5}})).each()
    assert list(variants) == ["as it is", "more"]
    assert (variants["more"].demand.listeners, variants["more"].seed) == (9, 5)
    assert variants["more"].demand.kinds == variants["as it is"].demand.kinds


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"gpus": 0}, "gpus: Input should be greater than or equal to 1"),
        ({"gpu": 3}, "gpu: Extra inputs"),
        ({"gpus": 10, "sample": 3}, "gpus: 10 do not go into 1 regions, one in 3"),
        ({"warm_up_s": 60}, "warm_up_s: must be shorter"),
        ({"loss": {"at_s": 1, "failover_s": 1}}, "loss: there must be at least 2 regions"),
        ({"service": "none.json"}, "service: none.json is neither a file nor one of"),
        ({"autoscaling": {"start_s": 1, "options": {"min": 3}}}, "autoscaling.options: Ray Serve has no min"),
        ({"autoscaling": {"start_s": 1, "options": {"min_replicas": 3}}}, "autoscaling.options: .*max_replicas"),
        ({"demand": {}}, "demand.listeners: Field required"),
        ({"variants": {"worse": {"gpus": -1}}}, "variants.worse: gpus"),
    ],
)
def test_what_is_wrong_is_said_with_its_field(written, changes, told):
    with pytest.raises(NotAScenario, match=told):
        read(written(**changes))


def test_what_is_no_file_or_no_yaml(tmp_path):
    with pytest.raises(NoSuchScenario, match=r"opera is neither a file nor one of .*thousand_gpus"):
        read("opera")
    path = tmp_path / "it.yaml"
    path.write_text("title: [")
    with pytest.raises(NotAScenario, match="is no YAML"):
        read(str(path))


def test_what_is_no_file_of_service_times(tmp_path):
    with pytest.raises(NotServiceTimes, match="cannot be read"):
        read_service(tmp_path / "none.json")
    path = tmp_path / "it.json"
    path.write_text('{"source": "x"}')
    with pytest.raises(NotServiceTimes, match=r"measured: Field required.*simulate measure"):
        read_service(path)
