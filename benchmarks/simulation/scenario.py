"""Scenarios: files that say what is to be simulated."""

from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import BeforeValidator, Field, ValidationError, field_validator, model_validator
from ray.serve.config import AutoscalingConfig

from benchmarks.simulation.demand import Demand
from benchmarks.simulation.errors import NoSuchScenario, NotAScenario, NotServiceTimes
from benchmarks.simulation.service_times import ServiceTimes, Strict
from deployments.scaling.options import scalings
from deployments.settings import Limits, Routing

SHIPPED = Path(__file__).with_name("scenarios")


def from_file(given: Any) -> Any:
    """A name is that of a file beside the scenarios, or a path. Raises ValueError."""
    if not isinstance(given, str):
        return given
    path = next((path for path in (SHIPPED / given, Path(given)) if path.is_file()), None)
    if path is None:
        raise ValueError(f"{given} is neither a file nor one of {SHIPPED}; write one with `simulate measure`")
    return read_service(path)


Service = Annotated[ServiceTimes, BeforeValidator(from_file)]


class Autoscaling(Strict):
    """Ray Serve's autoscaling of the first engine; replicas of a region."""

    start_s: float = Field(ge=0)
    """Until a new replica serves: a machine, an image, a model."""
    options: dict[str, Any]
    """`autoscaling_config` of Ray Serve, as serve_config.yaml has it."""
    audio: dict[str, Any] | None = None
    """Options of Declaim's policy (deployments/scaling/options.py), a speed among them; None: Ray Serve's own."""

    @field_validator("audio")
    @classmethod
    def _of_ours(cls, audio: dict[str, Any] | None) -> dict[str, Any] | None:
        if audio is not None:
            scalings({"first": audio})
        return audio

    @field_validator("options")
    @classmethod
    def _of_ray(cls, options: dict[str, Any]) -> dict[str, Any]:
        if unknown := sorted(options.keys() - AutoscalingConfig.model_fields):
            raise ValueError(f"Ray Serve has no {', '.join(unknown)}; see its AutoscalingConfig")
        AutoscalingConfig(**options)
        return options


class Loss(Strict):
    """The first region is gone at once, with its caches."""

    at_s: float = Field(gt=0)
    failover_s: float = Field(ge=0)
    """Until its listeners are sent to the others."""


class StandIn(Strict):
    """An engine that speaks where the first would keep listeners waiting for too long."""

    replicas: int = Field(ge=1)
    """Of the fleet."""
    service: Service


class Aim(Strict):
    """What is good enough."""

    p95_ttfa_ms: float = Field(300, gt=0)
    refused: float = Field(0.001, ge=0)
    """Share of requests that nobody answers."""


class Scenario(Strict):
    title: str
    question: str
    assumptions: tuple[str, ...] = ()
    """What is taken for granted besides the service times, for the report."""
    duration_s: float = Field(gt=0)
    warm_up_s: float = Field(0.0, ge=0)
    """From the beginning, not counted."""
    seed: int = 1
    gpus: int = Field(ge=1)
    """Replicas of the first engine in the fleet."""
    sample: int = Field(1, ge=1)
    """One in so many is simulated, and gets as many times less to do."""
    check_sample: int | None = Field(None, ge=1)
    """Also simulated for a shorter while, to see whether the sample is large enough."""
    regions: int = Field(1, ge=1)
    ingresses: int = Field(ge=1)
    """Of the fleet."""
    service: Service
    stand_in: StandIn | None = None
    demand: Demand
    limits: Limits = Limits()
    routing: Routing = Routing()
    autoscaling: Autoscaling | None = None
    loss: Loss | None = None
    aim: Aim = Aim()
    loads: tuple[float, ...] = ()
    """Each simulated with so many times the demand."""
    find_most: bool = False
    """Find the most listeners that meet the aim."""
    every_s: float = Field(60, gt=0)
    """Rows of the report's table over time."""
    over_time: bool = False
    variants: dict[str, dict[str, Any]] = Field({})
    """Each with other values of the fields above."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        cells = self.sample * self.regions
        for name, number in (("gpus", self.gpus), ("stand_in.replicas", self.stand_in and self.stand_in.replicas)):
            if number and number % cells:
                raise ValueError(
                    f"{name}: {number} do not go into {self.regions} regions, one in {self.sample} of each"
                )
        if self.warm_up_s >= self.duration_s:
            raise ValueError("warm_up_s: must be shorter than duration_s")
        if self.loss and self.regions < 2:
            raise ValueError("loss: there must be at least 2 regions for one to be lost")
        return self

    def each(self) -> dict[str, "Scenario"]:
        """The variants by name; of a scenario without any, itself. Raises NotAScenario."""
        if not self.variants:
            return {"": self}
        own = self.model_dump(exclude={"variants"}, exclude_unset=True)
        return {name: checked(merged(own, other), f"variants.{name}") for name, other in self.variants.items()}


def read(name: str) -> Scenario:
    """By its name or from a file. Raises NoSuchScenario and NotAScenario."""
    path = next((path for path in (SHIPPED / f"{name}.yaml", Path(name)) if path.is_file()), None)
    if path is None:
        raise NoSuchScenario(f"{name} is neither a file nor one of {', '.join(shipped())}")
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise NotAScenario(f"{path} is no YAML: {error}".replace("\n", " ")) from None
    scenario = checked(data, str(path))
    scenario.each()
    return scenario


def shipped() -> list[str]:
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def read_service(path: Path) -> ServiceTimes:
    """Raises NotServiceTimes."""
    try:
        return ServiceTimes.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        raise NotServiceTimes(f"{path}: {told(error)}; write one with `simulate measure`") from None
    except (OSError, UnicodeDecodeError) as error:
        raise NotServiceTimes(f"{path} cannot be read: {error}") from None


def checked(data: object, where: str) -> Scenario:
    """Raises NotAScenario."""
    try:
        return Scenario.model_validate(data)
    except ValidationError as error:
        raise NotAScenario(f"{where}: {told(error)}") from None


def told(error: ValidationError) -> str:
    """Each field and what is wrong with it, in one line."""
    return "; ".join(
        f"{'.'.join(map(str, found['loc'])) or 'the file'}: {found['msg'].removeprefix('Value error, ')}"
        for found in error.errors()
    )


def merged(own: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """With the other's values, at any depth."""
    both = {
        name: merged(own[name], value) if isinstance(value, dict) and isinstance(own.get(name), dict) else value
        for name, value in other.items()
    }
    return own | both
