"""Folders: what Declaim reads and writes in a pod is on a volume there, for all else is as the image has it."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from k8s.check.build import Build, Complaint, name_of
from k8s.check.pods import Pod, environment, ray_pods, workers
from k8s.check.voices import engines


def check(build: Build) -> Iterator[Complaint]:
    for pod in ray_pods(build):
        clips = f"{environment(pod.containers[0], build).get('DECLAIM_HOME', '')}/clips"
        if not holds(pod, clips):
            says = f"no volume holds {clips}, where recordings of voices are copied to: mount one, or set DECLAIM_HOME"
            yield Complaint(pod.object, f"{pod.field}.containers[0].volumeMounts", says)
    for it in build.of_kind("RayService"):
        for engine, options in engines(it).items():
            model = str(options.get("model", ""))
            if model.startswith("/") and not any(holds(pod, model) for pod in workers(build)):
                says = f"no worker has a volume that holds {model}: mount one, or correct the path"
                yield Complaint(name_of(it), f"spec.serveConfigV2 engines.{engine}.model", says)


def holds(pod: Pod, path: str) -> bool:
    mounts = [PurePosixPath(mount["mountPath"]) for mount in pod.containers[0].get("volumeMounts", [])]
    return any(PurePosixPath(path).is_relative_to(mount) for mount in mounts)
