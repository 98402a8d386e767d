"""TLS to a Triton server: whose certificate is believed, and which one is shown."""

from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from models.errors import EngineUnavailable


class Tls(BaseModel):
    """Files in PEM, as tritonclient calls them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    root_certificates: Path | None = None
    """Of those who may have signed the server's; None: the public authorities that gRPC knows."""
    private_key: Path | None = None
    certificate_chain: Path | None = None
    """Ours and its key, for a server that asks who calls (mutual TLS)."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.private_key is None) != (self.certificate_chain is None):
            raise ValueError("private_key and certificate_chain go together: name both")
        return self

    def channel(self) -> dict[str, Any]:
        """What a client is made with. Raises EngineUnavailable when a file is not there."""
        named = {name: path for name in Tls.model_fields if (path := getattr(self, name)) is not None}
        for name, path in named.items():
            if not path.is_file():
                raise EngineUnavailable("triton", f"tls.{name}: there is no file {path}.")
        return {"ssl": True, **named}


def read_tls(given: object) -> Tls | None:
    """What the option `tls` says; None: without. Raises ValueError."""
    if given is None:
        return None
    try:
        return Tls.model_validate(given)
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(("tls", *map(str, problem["loc"])))
        raise ValueError(
            f"{where}: {problem['msg']}. It is {{}}, or names files: {', '.join(Tls.model_fields)}."
        ) from None
