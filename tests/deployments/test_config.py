"""serve_config.yaml is read strictly."""

import sys
from pathlib import Path

import pytest
import yaml

from benchmarks.serving import ROOT
from deployments.config import ConfigError, read_config
from deployments.settings import Secrets
from deployments.tracing import EXPORTER

GOOD = (ROOT / "serve_config.yaml").read_text()
APART = (ROOT / "tests/deployments/config.yaml").read_text()


def read(tmp_path: Path, text: str, **secrets: str):
    path = tmp_path / "serve_config.yaml"
    path.write_text(text)
    return read_config(path, Secrets(**secrets))


def complaint(tmp_path: Path, text: str, **secrets: str) -> str:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text, **secrets)
    return str(caught.value)


def changed(*path: str | int, to: object, of: str = GOOD) -> str:
    """The shipped file, or another one, with one value changed or added."""
    data = yaml.safe_load(of)
    *way, last = path
    place = data
    for step in way:
        place = place[step]
    place[last] = to
    return yaml.safe_dump(data)


@pytest.mark.parametrize("name", ["serve_config.yaml", "tests/deployments/config.yaml", "benchmarks/slot_config.yaml"])
def test_the_files_of_this_repository_are_good(name):
    assert read_config(ROOT / name, Secrets()).applications[0].name == "declaim"


def test_traces_need_an_extra_which_is_named(tmp_path, monkeypatch):
    text = changed("tracing_config", to={"enabled": True, "exporter_import_path": EXPORTER})
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http", None)
    assert 'needs the extra "tracing"' in complaint(tmp_path, text)
    read(tmp_path, text.replace("enabled: true", "enabled: false"))
    read(tmp_path, text.replace(EXPORTER, "tests.deployments.span_files:to_files"))


@pytest.mark.parametrize(
    "path",
    [
        ("http_option",),
        ("http_options", "prot"),
        ("applications", 0, "route_prefx"),
        ("applications", 0, "deployments", 0, "num_replica"),
        ("applications", 0, "deployments", 0, "ray_actor_options", "num_cpu"),
        ("applications", 0, "deployments", 0, "autoscaling_config", "min_replica"),
        ("applications", 0, "args", "engine"),
        ("applications", 0, "args", "limits", "max_open_render"),
        ("applications", 0, "args", "http", "cors"),
    ],
)
def test_an_unknown_key_is_named_at_every_level(tmp_path, path):
    text = GOOD.replace(
        "deployments:\n      - name: Ingress", "deployments:\n      - name: Ingress\n        autoscaling_config: {}"
    )
    data = yaml.safe_load(text)
    place = data
    for step in path[:-1]:
        place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
    place[path[-1]] = 1
    assert str(path[-1]) in complaint(tmp_path, yaml.safe_dump(data))


def test_a_deployment_that_the_settings_do_not_make_is_named(tmp_path):
    text = changed("applications", 0, "deployments", 2, "name", to="Synthesizer-xtts")
    message = complaint(tmp_path, text)
    assert "'Synthesizer-xtts' is unknown" in message
    assert "'Synthesizer-espeak' has no entry" in message


def test_an_encoder_that_is_not_to_be_apart_is_named(tmp_path):
    text = changed("applications", 0, "args", "encoder_apart", to=False, of=APART)
    message = complaint(tmp_path, text)
    assert "'Encoder' is unknown" in message
    assert "`encoder_apart` must be true" in message


def test_a_deployment_narrower_than_admission_is_refused(tmp_path):
    text = changed("applications", 0, "deployments", 3, "max_ongoing_requests", to=100)
    assert "must be at least 512" in complaint(tmp_path, text)


def test_wrong_values_are_named(tmp_path):
    assert "speed" in complaint(tmp_path, changed("applications", 0, "args", "limits", to={"speed": 1}))
    assert "timeout_s" in complaint(tmp_path, changed("applications", 0, "args", "limits", to={"timeout_s": -1}))


def test_voices_and_engines_that_are_not_there_are_named(tmp_path):
    assert "nobody" in complaint(tmp_path, changed("applications", 0, "args", "default_voice", to="nobody"))
    assert "nobody" in complaint(tmp_path, changed("applications", 0, "args", "voice_aliases", to={"alloy": "nobody"}))
    three = {"piper": None, "espeak": None, "espaek": None}
    assert "'espaek' is unknown" in complaint(tmp_path, changed("applications", 0, "args", "engines", to=three))


def test_an_option_that_its_engine_does_not_have_is_named(tmp_path):
    engines = {"piper": {"thread": 1}, "espeak": {"slots": 1}, "vits": {}}
    message = complaint(tmp_path, changed("applications", 0, "args", "engines", to=engines))
    assert "engine 'piper' has no option 'thread'; known: rows, threads, voices, workers" in message
    assert "'espeak' has no option" not in message


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"workers": "many"}, "option 'workers' of engine 'piper' is 'many'"),
        ({"threads": "2"}, "is '2': Input should be"),
    ],
)
def test_an_option_of_another_type_is_named(tmp_path, options, named):
    engines = {"piper": {"rows": 8, **options}, "espeak": {"slots": 1}}
    message = complaint(tmp_path, changed("applications", 0, "args", "engines", to=engines))
    assert named in message
    assert "'rows'" not in message


def test_code_that_is_not_there_and_a_route_that_is_none_are_named(tmp_path):
    nowhere = (
        "import_path 'deployments.app:buld': module 'deployments.app' has no attribute 'buld'; deployments.app:build is"
    )
    assert nowhere in complaint(tmp_path, changed("applications", 0, "import_path", to="deployments.app:buld"))
    assert "'api' must begin with /" in complaint(tmp_path, changed("applications", 0, "route_prefix", to="api"))


def test_a_public_address_needs_keys_or_a_word_that_it_does_not(tmp_path):
    assert "DECLAIM_API_KEYS" in complaint(tmp_path, GOOD, host="0.0.0.0")
    read(tmp_path, GOOD, host="0.0.0.0", api_keys="one")
    read(tmp_path, changed("applications", 0, "args", "http", to={"auth": "none"}), host="0.0.0.0")


def test_a_file_that_is_not_there_or_not_yaml_is_a_clear_error(tmp_path):
    with pytest.raises(ConfigError, match="nowhere"):
        read_config(tmp_path / "nowhere.yaml", Secrets())
    assert "serve_config.yaml" in complaint(tmp_path, "a: [")


@pytest.mark.parametrize(
    ("key", "value"), [("num_replicas", 2), ("num_replicas", "auto"), ("autoscaling_config", {"max_replicas": 3})]
)
@pytest.mark.parametrize("place", [0, 2])
def test_several_replicas_need_a_cache_between_them(tmp_path, place, key, value):
    """Of the Ingress and the Encoder."""
    text = changed("applications", 0, "deployments", place, key, to=value, of=APART)
    assert "DECLAIM_REDIS_URL" in complaint(tmp_path, text)
    read(tmp_path, text, redis_url="redis://127.0.0.1:6390/0")


def test_several_normalizers_do_not(tmp_path):
    read(tmp_path, changed("applications", 0, "deployments", 1, "num_replicas", to=3))


def test_a_wrong_redis_address_is_named(tmp_path):
    assert "DECLAIM_REDIS_URL" in complaint(tmp_path, GOOD, redis_url="http://127.0.0.1")
    assert "DECLAIM_QUEUE_REDIS_URL" in complaint(tmp_path, GOOD, queue_redis_url="http://127.0.0.1")


def test_an_object_store_that_is_half_set_is_refused(tmp_path):
    assert "DECLAIM_S3_BUCKET" in complaint(tmp_path, GOOD, s3_endpoint="http://127.0.0.1:9000")


@pytest.mark.parametrize(
    ("path", "told"),
    [("no.such:thing", "No module named 'no'"), ("deployments.autoscaling:NoSuchThing", "NoSuchThing")],
)
def test_a_policy_of_autoscaling_that_cannot_be_imported_is_named(tmp_path, path, told):
    policy = {"policy_function": path}
    scaled = {"max_replicas": 3, "policy": policy}
    assert told in complaint(tmp_path, changed("applications", 0, "autoscaling_policy", to=policy))
    assert told in complaint(tmp_path, changed("applications", 0, "deployments", 4, "autoscaling_config", to=scaled))


def test_a_misspelt_option_of_the_policy_is_named(tmp_path):
    options = {"deployments": {"Synthesizer-piper": {"hold": 3}}}
    policy = {"policy_function": "deployments.autoscaling:AudioDemand", "policy_kwargs": options}
    assert "Synthesizer-piper.hold" in complaint(tmp_path, changed("applications", 0, "autoscaling_policy", to=policy))
