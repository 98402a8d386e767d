import pytest
import yaml
from ray.serve.schema import ServeApplicationSchema

from benchmarks.serving import ROOT
from deployments.scaling.checks import OURS, check_scaling

GPU = "Synthesizer-piper"
FREE = {"max_replicas": 4, "upscale_delay_s": 0, "downscale_delay_s": 0}


@pytest.fixture
def complaints():
    def make(application_policy=None, **scaled) -> list[str]:
        (application,) = yaml.safe_load((ROOT / "serve_config.yaml").read_text())["applications"]
        application["autoscaling_policy"] = application_policy
        for deployment in application["deployments"]:
            if deployment["name"] == GPU and scaled:
                deployment["autoscaling_config"] = scaled
        return list(check_scaling(ServeApplicationSchema.model_validate(application)))

    return make


def ours(**options):
    return {"policy_function": OURS, "policy_kwargs": {"deployments": {GPU: options}}}


def test_without_a_policy_there_is_nothing_to_say(complaints):
    assert complaints() == []
    assert complaints(max_replicas=3) == []


def test_what_is_as_it_should_be(complaints):
    assert complaints(ours(speed=100), **FREE) == []


@pytest.mark.parametrize(
    ("policy", "scaled", "told"),
    [
        (ours(spede=100), FREE, f"{GPU}.spede: Extra inputs"),
        (ours(speed=0), FREE, f"{GPU}.speed: Input should be greater than 0"),
        ({**ours(), "policy_kwarg": {}}, FREE, "'policy_kwarg' is unknown"),
        ({"policy_function": "deployments.autoscaling:AudioDemnd"}, FREE, "AudioDemnd"),
        ({"policy_function": "deployments.autoscalin:AudioDemand"}, FREE, "No module named"),
        ({"policy_function": OURS}, FREE, "deployments"),
        (ours(), {}, f"'{GPU}' is scaled by autoscaling_policy, so it needs an autoscaling_config"),
        (ours(), {**FREE, "upscale_delay_s": 30}, f"upscale_delay_s of '{GPU}' must be 0"),
        (ours(), {"max_replicas": 4, "upscale_delay_s": 0}, f"downscale_delay_s of '{GPU}' must be 0"),
        (ours(), {**FREE, "upscaling_factor": 0.5}, f"upscaling_factor of '{GPU}' must go"),
        (None, {**FREE, "policy": ours()}, "write it under `autoscaling_policy`"),
        (None, {**FREE, "policy": {**ours(x=1)}}, f"autoscaling_config.policy of '{GPU}': {GPU}.x: Extra inputs"),
    ],
)
def test_what_is_wrong_is_named(policy, scaled, told, complaints):
    assert any(told in complaint for complaint in complaints(policy, **scaled))
