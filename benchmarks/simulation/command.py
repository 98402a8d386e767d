"""Simulates what cannot be run here: see docs/performance.md."""

import argparse
from pathlib import Path

SCENARIOS = Path(__file__).with_name("scenarios")
DEFAULT_VOICE = "declaim"
TRACES = Path(__file__).with_name("autoscaling") / "traces"


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `python -m benchmarks simulate`."""
    what = parser.add_subparsers(required=True, metavar="measure|validate|run|autoscaling")
    measure = what.add_parser("measure", help="measure service times of a voice and the server on this machine")
    measure.add_argument("--voice", default=DEFAULT_VOICE, help="a voice of Piper's; default: %(default)s")
    measure.add_argument("--json", type=Path, required=True, metavar="FILE", help="where they go")
    measure.set_defaults(run=run_measure)
    validate = what.add_parser("validate", help="hold the model against a real server at three loads")
    validate.add_argument("--service", type=Path, metavar="FILE", help="what `measure` wrote; none: measure first")
    validate.add_argument("--seconds", type=seconds, default=25.0, help="of each load; default: %(default)s")
    validate.add_argument("--rounds", type=int, default=3, help="of each load, for medians; default: %(default)s")
    validate.set_defaults(run=run_validate)
    scenarios = what.add_parser("run", help="simulate scenarios")
    names = ", ".join(sorted(path.stem for path in SCENARIOS.glob("*.yaml")))
    scenarios.add_argument("scenarios", nargs="+", metavar="SCENARIO", help=f"{names}, or a file")
    scenarios.add_argument("--seed", type=int, help="none: the scenario's own")
    scenarios.add_argument("--markdown", type=Path, metavar="FILE", help="also write the reports to this file")
    scenarios.set_defaults(run=run_scenarios)
    add_contest(what.add_parser("autoscaling", help="days of demand: what policies cost, and whom they keep waiting"))


def add_contest(contest: argparse.ArgumentParser) -> None:
    tuned, held_out = (sorted(path.stem for path in TRACES.glob(files)) for files in ("*.yaml", "held_out/*.yaml"))
    known = f"{', '.join(tuned)} (default), held out {', '.join(held_out)}, or a file"
    contest.add_argument("traces", nargs="*", metavar="TRACE", default=tuned, help=known)
    contest.add_argument("--seeds", type=int, default=3, help="runs of each; default: %(default)s")
    contest.add_argument("--engine", default="assumed_gpu.json", help="service times; default: %(default)s")
    contest.add_argument("--pace", type=float, default=1.0, help="in times of those; default: %(default)s")
    contest.add_argument("--start-s", type=float, default=60.0, help="until a GPU serves; default: %(default)s")
    contest.add_argument("--targets", type=float, nargs="+", default=[2, 6, 8], help="ongoing segments per GPU")
    contest.add_argument("--against", type=float, default=8, help="that of them which ours is held against")
    contest.set_defaults(run=run_contest)


def run_measure(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> None:
    """Ends with status 2 if it cannot be done."""
    from benchmarks.simulation.errors import SimulationError  # noqa: PLC0415 - `load` is not to import Ray
    from benchmarks.simulation.measuring.service import measured  # noqa: PLC0415

    check_folder(parser, "--json", chosen.json)
    try:
        service = measured(chosen.voice)
    except SimulationError as error:
        parser.error(str(error))
    chosen.json.write_text(service.model_dump_json(indent=1) + "\n")
    print("\n".join((service.source, *service.notes)))


def run_validate(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> None:
    """Ends with status 1 if the model is further off than it may be."""
    from benchmarks.simulation.errors import SimulationError  # noqa: PLC0415
    from benchmarks.simulation.measuring.service import measured  # noqa: PLC0415
    from benchmarks.simulation.scenario import read_service  # noqa: PLC0415
    from benchmarks.simulation.validation import CLOSE, JUDGED, validated  # noqa: PLC0415
    from benchmarks.simulation.validation_table import table  # noqa: PLC0415

    try:
        service = read_service(chosen.service) if chosen.service else measured(DEFAULT_VOICE)
    except SimulationError as error:
        parser.error(f"--service: {error}")
    print("\n".join((service.source, *service.notes)), end="\n\n", flush=True)
    loads = list(validated(service, chosen.seconds, chosen.rounds))
    print(table(loads))
    if not all(load.close for load in loads):
        parser.exit(1, f"{', '.join(JUDGED)}: off by more than {CLOSE:.0%} somewhere\n")


def run_scenarios(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> None:
    """Ends with status 2 for a scenario that cannot be read or has no answer."""
    from benchmarks.simulation.errors import SimulationError  # noqa: PLC0415
    from benchmarks.simulation.page import document, page  # noqa: PLC0415
    from benchmarks.simulation.scenario import read  # noqa: PLC0415

    check_folder(parser, "--markdown", chosen.markdown)
    try:
        read_ones = [read(name) for name in chosen.scenarios]
        if chosen.seed is not None:
            read_ones = [scenario.model_copy(update={"seed": chosen.seed}) for scenario in read_ones]
        pages = []
        for scenario in read_ones:
            pages.append(page(scenario))
            print(pages[-1], end="\n\n", flush=True)
    except SimulationError as error:
        parser.error(str(error))
    if chosen.markdown:
        chosen.markdown.write_text(document(chosen.scenarios, pages))


def run_contest(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> None:
    """Ends with status 1 where Declaim's policy is not worth it, with 2 for a trace that cannot be read."""
    from benchmarks.simulation.autoscaling.contest import contest, holds  # noqa: PLC0415
    from benchmarks.simulation.autoscaling.contest_table import table  # noqa: PLC0415
    from benchmarks.simulation.autoscaling.terms import Terms  # noqa: PLC0415
    from benchmarks.simulation.autoscaling.trace import read  # noqa: PLC0415
    from benchmarks.simulation.errors import SimulationError  # noqa: PLC0415

    if chosen.against not in chosen.targets:
        parser.error(f"--against: {chosen.against:g} is not among --targets")
    terms = Terms(chosen.engine, chosen.pace, chosen.start_s, tuple(chosen.targets), chosen.against)
    try:
        traces, _ = {name: read(name) for name in chosen.traces}, terms.service
    except (SimulationError, ValueError) as error:
        parser.error(str(error))
    missed = []
    for name, trace in traces.items():
        outcomes = dict(contest(trace, terms, range(1, chosen.seeds + 1)))
        missed += [] if holds(outcomes, terms.theirs) else [name]
        print(f"## {trace.title}\n\n{table(outcomes, terms.theirs)}\n", flush=True)
    if missed:
        parser.exit(1, f"Half as many late for a tenth more GPU hours: not on {', '.join(missed)}\n")


def check_folder(parser: argparse.ArgumentParser, argument: str, file: Path | None) -> None:
    if file and not file.parent.is_dir():
        parser.error(f"{argument}: there is no folder {file.parent}")


def seconds(text: str) -> float:
    value = float(text)
    if not 5 <= value <= 120:
        raise argparse.ArgumentTypeError("between 5 and 120, please")
    return value
