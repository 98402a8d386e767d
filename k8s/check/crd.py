"""CRD: objects against the schema of the operator that reads them, where its file is at hand.

Stricter than the API server, which drops fields that it does not know: here they are errors.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from k8s.check.build import Build, Complaint, name_of
from k8s.check.schemas import path as written

BITS_32 = {"minimum": -(2**31), "maximum": 2**31 - 1}


def read_crd(path: Path) -> dict[tuple[str, str], Validator]:
    """Validators of a CustomResourceDefinition by apiVersion and kind. Raises OSError, ValueError."""
    try:
        spec = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["spec"]
        made = {version["name"]: version["schema"]["openAPIV3Schema"] for version in spec["versions"]}
    except (yaml.YAMLError, TypeError, KeyError):
        raise ValueError(f"{path} is not a CustomResourceDefinition") from None
    return {(f"{spec['group']}/{name}", spec["names"]["kind"]): validator(schema) for name, schema in made.items()}


def validator(schema: Mapping[str, Any]) -> Validator:
    converted = json_schema(schema)
    converted["properties"]["metadata"] = {"type": "object"}
    converted["required"] = ["apiVersion", "kind", "metadata"]
    keywords = {"x-kubernetes-list-map-keys": no_equal_keys}
    made: Validator = extend(Draft202012Validator, keywords)(converted)
    return made


def json_schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """What OpenAPI as Kubernetes has it means in JSON Schema."""
    out = {key: converted(key, value) for key, value in schema.items() if key not in {"default", "description"}}
    if "properties" in out and not out.get("x-kubernetes-preserve-unknown-fields"):
        out.setdefault("additionalProperties", False)
    if out.pop("x-kubernetes-int-or-string", False):
        out["anyOf"] = [{"type": "integer"}, {"type": "string"}]
        out.pop("type", None)
    if out.pop("nullable", False) and "type" in out:
        out["type"] = [out["type"], "null"]
    if out.get("format") == "int32":
        out = BITS_32 | out
    return out


def converted(key: str, value: Any) -> Any:
    if key == "properties":
        return {name: json_schema(inner) for name, inner in value.items()}
    if key in {"items", "additionalProperties", "not"} and isinstance(value, dict):
        return json_schema(value)
    if key in {"anyOf", "oneOf", "allOf"}:
        # Alternatives name fields that are declared beside them.
        return [json_schema(inner) | {"additionalProperties": True} for inner in value]
    return value


def no_equal_keys(_: Validator, keys: list[str], items: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    if schema.get("x-kubernetes-list-type") != "map" or not isinstance(items, list):
        return
    seen = Counter(tuple(item.get(key) for key in keys) for item in items if isinstance(item, dict))
    yield from (ValidationError(f"two entries with {keys} {key}") for key, times in seen.items() if times > 1)


def check(build: Build, validators: Mapping[tuple[str, str], Validator]) -> Iterator[Complaint]:
    for it in build.objects:
        if found := validators.get((it["apiVersion"], it["kind"])):
            for error in found.iter_errors(it):
                yield Complaint(name_of(it), written(error.absolute_path), f"{error.message[:300]} (KubeRay's CRD)")
