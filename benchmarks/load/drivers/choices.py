"""What a plan chose, held against what its driver can do."""

from dataclasses import replace
from urllib.parse import urlsplit

from benchmarks.load.drivers.driver import Way
from benchmarks.load.errors import NotForDriver
from benchmarks.load.plan import Plan
from benchmarks.load.workloads import formats


def settled(plan: Plan, way: Way) -> Plan:
    """The same with what was left open filled in; again it stays as it is.

    Raises NotForDriver, which names the argument, for what the driver cannot say or deliver.
    """
    audio_format = plan.audio_format or way.formats[0]
    if audio_format not in way.formats:
        raise NotForDriver(f"--format: {plan.driver} answers in {' or '.join(way.formats)}, not in {audio_format}")
    if plan.model and not way.model:
        raise NotForDriver(f"--model: a request of {plan.driver} names none; leave it out")
    if plan.api_key and way.schemes == ("tcp",):
        raise NotForDriver(f"--api-key-from: {plan.driver} has no keys; leave it out")
    if way.voice_wanted and not plan.voice:
        raise NotForDriver(f"--voice is wanted with {plan.driver}")
    if plan.target:
        _check_target(plan.target, plan.driver, way.schemes)
    pcm_rate = _pcm_rate(plan, way, audio_format)
    return replace(plan, audio_format=audio_format, model=plan.model or way.model, pcm_rate=pcm_rate)


def check_formats(plan: Plan, way: Way) -> None:
    """Raises NotForDriver if the workload asks for what the driver cannot be answered in; also as `formats` does."""
    known = way.formats if way.each_its_own else (plan.audio_format or way.formats[0],)
    if unknown := formats(plan.workload, plan.seed).difference(known):
        asked = " and ".join(sorted(unknown))
        raise NotForDriver(f"--workload: it asks for {asked}; {plan.driver} answers in {' or '.join(known)}")


def _pcm_rate(plan: Plan, way: Way, audio_format: str) -> int | None:
    if audio_format == "pcm" and way.pcm_rate:
        return plan.pcm_rate or way.pcm_rate
    if plan.pcm_rate:
        raise NotForDriver(f"--pcm-rate: {audio_format} of {plan.driver} tells its rate itself; leave it out")
    return None


def _check_target(target: str, driver: str, schemes: tuple[str, ...]) -> None:
    try:
        parts = urlsplit(target)
        whole = parts.scheme in schemes and parts.hostname and (parts.port or parts.scheme != "tcp")
    except ValueError:
        whole = False
    if not whole:
        raise NotForDriver(f"--target: {driver} wants {schemes[0]}://HOST:PORT, not {target}")
