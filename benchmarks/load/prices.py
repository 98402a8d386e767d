"""What the server costs by the hour: a file, such as prices.example.yaml."""

from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from benchmarks.load.errors import NotPrices

Amount = Annotated[float, Field(gt=0)]

PARTS = {"core_hour": "cores", "gpu_hour": "gpus", "memory_gib_hour": "memory_gib"}
"""The price of one, and how many of them the server was given."""


class Prices(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    currency: str
    machine_hour: Amount | None = None
    core_hour: Amount | None = None
    cores: Amount | None = None
    gpu_hour: Amount | None = None
    gpus: Amount | None = None
    memory_gib_hour: Amount | None = None
    memory_gib: Amount | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for price, number in PARTS.items():
            if getattr(self, price) and not getattr(self, number):
                raise ValueError(f"{price} wants {number} beside it: how many the server was given")
        if not self.per_hour:
            raise ValueError(f"there is no price: want machine_hour, {', '.join(PARTS)}, or several of them")
        return self

    @property
    def per_hour(self) -> float:
        """Of all that the server was given together."""
        parts = sum((getattr(self, price) or 0.0) * (getattr(self, number) or 0.0) for price, number in PARTS.items())
        return (self.machine_hour or 0.0) + parts


def read(path: Path) -> Prices:
    """YAML, or JSON, which is some. Raises NotPrices, which says what is wrong with it."""
    try:
        return Prices.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise NotPrices(f"--prices: {path} cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise NotPrices(f"--prices: {path} is neither YAML nor JSON") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = "".join(f"{part}: " for part in first["loc"])
        raise NotPrices(f"--prices: {path}: {where}{first['msg'].removeprefix('Value error, ')}") from error
