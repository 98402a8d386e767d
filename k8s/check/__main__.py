"""`python -m k8s.check [FOLDER] [--crd FILE]`: build every overlay and complain about what would not work."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml
from jsonschema.protocols import Validator

from k8s.check import (
    admission,
    crd,
    duplicates,
    environment,
    folders,
    placement,
    rayservice,
    reach,
    redis,
    references,
    schemas,
    secrecy,
    security,
    selectors,
    serving,
    voices,
)
from k8s.check.build import Build, BuildFailed, Complaint, NoKubectl, build, kubectl

HERE = Path(__file__).parent.parent

FORM = (schemas, rayservice, duplicates, secrecy)
"""Whether it is well-formed. What follows takes that for granted."""

MEANING = (admission, folders, serving, voices, placement, environment, references, selectors, reach, security, redis)


def main(arguments: list[str]) -> int:
    """0 when nothing is wrong, 1 when something is."""
    given = parser().parse_args(arguments)
    try:
        program = kubectl()
    except NoKubectl as error:
        print(f"k8s-check: skipped, {error}: install kubectl 1.27 or newer")
        return 0
    validators = schema(given.crd)
    overlays = sorted(path.parent for path in given.folder.glob("overlays/*/kustomization.yaml"))
    found: dict[str, list[str]] = {}
    for overlay in overlays:
        for complaint in complaints(program, overlay, validators):
            found.setdefault(complaint, []).append(overlay.name)
    for component in unused(given.folder, overlays):
        found[f"components/{component}: no overlay has it, so nothing checks it: add it to one"] = ["k8s"]
    for complaint, where in found.items():
        print(f"{', '.join(where)}: {complaint}")
    print(f"k8s-check: {len(overlays)} overlays, {len(found)} complaints")
    return 1 if found or not overlays else 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m k8s.check", description=__doc__)
    made.add_argument("folder", nargs="?", type=Path, default=HERE, help="with base, components and overlays")
    path = os.environ.get("DECLAIM_KUBERAY_CRD")
    made.add_argument("--crd", type=Path, default=path, help="KubeRay's ray.io_rayservices.yaml (DECLAIM_KUBERAY_CRD)")
    return made


def schema(path: Path | None) -> Mapping[tuple[str, str], Validator]:
    if path is None:
        print("k8s-check: KubeRay's own schema is skipped: name its file in DECLAIM_KUBERAY_CRD")
        return {}
    try:
        return crd.read_crd(path)
    except (OSError, ValueError) as error:
        sys.exit(f"k8s-check: {error}")


def complaints(program: str, overlay: Path, validators: Mapping[tuple[str, str], Validator]) -> Iterable[str]:
    """About one overlay, each once."""
    try:
        built = build(program, overlay)
    except BuildFailed as error:
        return [f"cannot be built: {error}"]
    found = [it for look in FORM for it in look.check(built)]
    found += [*unused_images(built, overlay), *crd.check(built, validators)]
    return dict.fromkeys(map(str, found + meant(built, found)))


def unused_images(built: Build, overlay: Path) -> Iterable[Complaint]:
    """Of those that the overlay names: kustomize passes over one that nothing has, because its part is gone say."""
    given = yaml.safe_load((overlay / "kustomization.yaml").read_text(encoding="utf-8")).get("images", [])
    there = json.dumps(built.objects)
    for image in given:
        if f'"image": "{image.get("newName", image["name"])}:' not in there:
            says = f"no pod has '{image['name']}': correct the name, or add what needs it"
            yield Complaint("Kustomization", "images", says)


def meant(built: Build, malformed: list[Complaint]) -> list[Complaint]:
    """What is wrong with its meaning; where form is wrong, as far as that can be told."""
    found: list[Complaint] = []
    for look in MEANING:
        try:
            found += look.check(built)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            if not malformed:
                found.append(Complaint(look.__name__, "stopped", f"{error!r}: is a field missing or misspelt?"))
    return found


def unused(folder: Path, overlays: list[Path]) -> list[str]:
    there = {path.parent.name for path in folder.glob("components/*/kustomization.yaml")}
    texts = [(overlay / "kustomization.yaml").read_text(encoding="utf-8") for overlay in overlays]
    return sorted(name for name in there if not any(f"components/{name}" in text for text in texts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
