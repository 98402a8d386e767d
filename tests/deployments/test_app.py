"""The graph that serve_config.yaml describes."""

import ray
import yaml

from benchmarks.serving import ROOT
from deployments.app import build, deployment_names, graph
from deployments.settings import Settings

ARGS = yaml.safe_load((ROOT / "serve_config.yaml").read_text())["applications"][0]["args"]


def test_building_it_needs_no_ray():
    assert build(Settings.model_validate(ARGS))
    assert not ray.is_initialized()


def test_placement_reaches_the_deployments():
    placement = {"Ingress": {"max_ongoing_requests": 77, "ray_actor_options": {"num_cpus": 0.5}}}
    ingress = graph(Settings.model_validate(ARGS), placement)._bound_deployment
    assert ingress.max_ongoing_requests == 77
    assert ingress.ray_actor_options["num_cpus"] == 0.5


def test_an_encoder_is_there_only_if_it_shall_be_apart():
    within = Settings.model_validate(ARGS)
    apart = Settings.model_validate({**ARGS, "encoder_apart": True})
    assert deployment_names(apart) - deployment_names(within) == {"Encoder"}
