"""Scaling: how one deployment of an engine is scaled; the options of deployments/autoscaling.py."""

from collections import Counter
from collections.abc import Mapping

from pydantic import Field, ValidationError

from deployments.settings import Strict


class Scaling(Strict):
    """Of one Synthesizer. How few and how many replicas there may be is said in its `autoscaling_config`."""

    speed: float | None = Field(None, gt=0)
    """Audio seconds that one replica makes per second when it has all the work it can take, until that was measured:
    `python -m benchmarks engines` tells. None: what is measured first, too little where there was little to do."""
    utilisation: float = Field(0.5, gt=0, le=1)
    """Share of that speed which a replica is given to do: the price of a replica-hour against listeners who wait. How
    many hear nothing in time at a share is the engine's own matter, see docs/performance.md."""
    late_cost: float = Field(4, gt=0)
    """What an hour of a replica's work is worth that comes late, in replica-hours. Demand is provided for as far above
    the forecast as it is seldom exceeded then: at 4 in one case of 5, by how wrong forecasts have been."""
    start_s: float = Field(60, gt=0)
    """From deciding on a replica until it serves: a machine, an image, a model. So far ahead is looked."""
    drain_s: float = Field(5, gt=0)
    """Seconds in which listeners' work that waits is to be made."""
    batch_drain_s: float = Field(3600, gt=0)
    """The same for what batches have handed in."""
    hold_s: float = Field(300, gt=0)
    """A replica goes when none was needed in its place for so long."""
    step_down: float = Field(0.2, gt=0, le=1)
    """Share of the replicas that may go at once, at least one, and then no others for a minute."""
    stand_in: str | None = None
    """Deployment of the engine that speaks instead while replicas start, which gets more replicas for that time."""


def scalings(given: Mapping[str, Mapping[str, object]]) -> dict[str, Scaling]:
    """By deployment. Raises ValueError that names the option and the remedy."""
    known = {name: scaling(name, options) for name, options in given.items()}
    stand_ins = Counter(options.stand_in for options in known.values() if options.stand_in)
    for name, options in known.items():
        if options.stand_in and (options.stand_in not in known or options.stand_in == name):
            raise ValueError(
                f"{name}.stand_in: '{options.stand_in}' needs an entry of its own among {', '.join(known)}"
            )
    if shared := [name for name, times in stand_ins.items() if times > 1]:
        raise ValueError(
            f"'{shared[0]}' can be the stand_in of one deployment only, or nobody knows for whom it speaks"
        )
    return known


def scaling(name: str, options: Mapping[str, object] | None) -> Scaling:
    try:
        return Scaling.model_validate(options or {})
    except ValidationError as error:
        wrong = "; ".join(f"{name}.{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise ValueError(f"{wrong}; known options: {', '.join(Scaling.model_fields)}") from None
