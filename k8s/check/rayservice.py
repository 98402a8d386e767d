"""RayService: the fields of KubeRay 1.7 that are used here, strictly, and what its operator refuses beyond types."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.alias_generators import to_camel
from ray import __version__ as installed_ray

from k8s.check.build import Build, Complaint, name_of
from k8s.check.schemas import path

Free = dict[str, Any]
"""Kubernetes' own, which k8s/check/schemas.py looks at."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=to_camel)


Percent = Annotated[int, Field(ge=0, le=100)]


class ClusterUpgradeOptions(Strict):
    gateway_class_name: str = Field(min_length=1)
    step_size_percent: Percent = Field(gt=0)
    interval_seconds: int = Field(gt=0)
    max_surge_percent: Percent = 100

    @model_validator(mode="after")
    def _step(self) -> "ClusterUpgradeOptions":
        if self.step_size_percent > self.max_surge_percent:
            raise ValueError("stepSizePercent must be at most maxSurgePercent")
        return self


class UpgradeStrategy(Strict):
    type: Literal["NewCluster", "NewClusterWithIncrementalUpgrade", "None"]
    cluster_upgrade_options: ClusterUpgradeOptions | None = None

    @model_validator(mode="after")
    def _options(self) -> "UpgradeStrategy":
        if self.type == "NewClusterWithIncrementalUpgrade" and self.cluster_upgrade_options is None:
            raise ValueError("NewClusterWithIncrementalUpgrade needs clusterUpgradeOptions")
        return self


class Credential(Strict):
    """No value: it would be a secret in a manifest."""

    value_from: Free


class GcsFaultTolerance(Strict):
    backend: Literal["redis"]
    redis_address: str
    redis_username: Credential | None = None
    redis_password: Credential
    external_storage_namespace: str | None = None


class Auth(Strict):
    mode: Literal["token"]
    secret_name: str | None = None


class Autoscaler(Strict):
    version: Literal["v2"]
    upscaling_mode: Literal["Default", "Aggressive", "Conservative"] = "Default"
    idle_timeout_seconds: int = Field(60, ge=0)
    security_context: Free
    volume_mounts: list[Free]
    resources: Free


class HeadGroup(Strict):
    ray_start_params: dict[str, str]
    template: Free
    labels: dict[str, str] = {}
    service_type: str | None = None

    @model_validator(mode="after")
    def _idle(self) -> "HeadGroup":
        if self.ray_start_params.get("num-cpus") != "0":
            raise ValueError("""rayStartParams must say num-cpus: "0", so that the head does no work""")
        return self


class WorkerGroup(Strict):
    group_name: str = Field(pattern="^[a-z]([-a-z0-9]*[a-z0-9])?$")
    replicas: int = Field(ge=0)
    min_replicas: int = Field(ge=0)
    max_replicas: int = Field(ge=1)
    ray_start_params: dict[str, str]
    template: Free
    labels: dict[str, str] = {}
    idle_timeout_seconds: int | None = Field(None, ge=0)
    priority: int | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "WorkerGroup":
        if not self.min_replicas <= self.replicas <= self.max_replicas:
            raise ValueError("replicas must lie between minReplicas and maxReplicas")
        return self


class Cluster(Strict):
    ray_version: str = Field(pattern=f"^{re.escape(installed_ray)}$")
    """KubeRay asks Ray as that version wants to be asked."""
    enable_in_tree_autoscaling: Literal[True]
    autoscaler_options: Autoscaler
    auth_options: Auth
    gcs_fault_tolerance_options: GcsFaultTolerance
    head_group_spec: HeadGroup
    worker_group_specs: list[WorkerGroup] = Field(min_length=1)


class Spec(Strict):
    serve_config_v2: str = Field(min_length=1, alias="serveConfigV2")
    ray_cluster_config: Cluster
    upgrade_strategy: UpgradeStrategy
    ray_cluster_deletion_delay_seconds: int = Field(ge=0)
    exclude_head_pod_from_serve_svc: bool


def check(build: Build) -> Iterator[Complaint]:
    for it in build.of_kind("RayService"):
        if it["apiVersion"] != "ray.io/v1":
            yield Complaint(name_of(it), "apiVersion", "must be ray.io/v1")
        try:
            Spec.model_validate(it["spec"])
        except ValidationError as error:
            for problem in error.errors():
                yield Complaint(name_of(it), f"spec.{path(problem['loc'])}", f"{problem['msg']} (KubeRay 1.7)")
