"""`python -m benchmarks.quality`: whether a voice may be shipped, in figures; exit status 1 if it may not."""

import argparse
import logging
import os
import sys
from pathlib import Path

import yaml

from benchmarks.piper import described
from benchmarks.quality import lists
from benchmarks.quality.judging import Judgement, Panel, Texts, judge
from benchmarks.quality.limits import Limit, failures, read_limits, regressions
from benchmarks.quality.measuring import HOP
from benchmarks.quality.page import page
from benchmarks.quality.report import read_figures, table, write_json
from benchmarks.quality.speakers import Flite, InProcess, Recorded, Server, Speaker
from benchmarks.serving import ROOT
from deployments.settings import Secrets
from models.errors import ModelError
from models.loading import ENGINES
from models.piper.description import parse
from models.voice import Voices

UNUSABLE = 2
"""Exit status if nothing could be judged."""


def main(given: list[str] | None = None) -> int:
    arguments = parser().parse_args(given)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    try:
        earlier = read_figures(arguments.baseline) if arguments.baseline else {}
        judged = panel(arguments)
        judgement = judge(judged, texts(arguments.sentences), hop(arguments, judged.voice))
    except (OSError, ValueError, ModelError) as error:
        print(f"Nothing was judged: {error}", file=sys.stderr)
        return UNUSABLE
    limits = read_limits()
    failed = failures(judgement.figures, limits) + regressions(judgement.figures, earlier, limits)
    tell(arguments, judged, judgement, limits, failed)
    return 1 if failed else 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--voice", default=default_voice(), help="an id, flite:NAME, or what the server calls it")
    parser.add_argument("--engine-voice", type=Path, metavar="FILE.onnx", help="a Piper file that is no voice yet")
    parser.add_argument("--gain-db", type=float, default=0, help="of --engine-voice")
    parser.add_argument("--url", help="of a server that speaks OpenAI's API; its key is read from OPENAI_API_KEY")
    parser.add_argument("--model", default="tts-1", help="with --url")
    parser.add_argument("--teacher", default="flite:rms", help="as --voice without --url")
    parser.add_argument("--others", default="flite:slt,flite:awb,flite:kal16", help="as --teacher, with commas")
    parser.add_argument("--target", type=Path, metavar="FOLDER", help="of what it was trained on; none: the teacher")
    parser.add_argument("--hop", type=int, help="samples that its network makes at a time; none: as X.onnx.json says")
    parser.add_argument("--sentences", type=int, metavar="N", help="of each list; all of them without it")
    parser.add_argument("--baseline", type=Path, metavar="FILE.json", help="an earlier --json, not to fall behind")
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--html", type=Path, help="write a page with spectrograms and players there")
    return parser


def default_voice() -> str:
    """The one of a server that is started as the repository says."""
    config = yaml.safe_load((ROOT / "serve_config.yaml").read_text(encoding="utf-8"))
    return str(config["applications"][0]["args"]["default_voice"])


def panel(arguments: argparse.Namespace) -> Panel:
    teacher = named(arguments.teacher)
    target = Recorded(arguments.target) if arguments.target else teacher
    others = [named(name) for name in arguments.others.split(",") if name and name != arguments.voice]
    return Panel(under_test(arguments), teacher, target, others)


def under_test(arguments: argparse.Namespace) -> Speaker:
    if arguments.url:
        return Server(arguments.url, arguments.voice, arguments.model, os.environ.get("OPENAI_API_KEY"))
    if arguments.engine_voice:
        return InProcess(described(arguments.engine_voice).model_copy(update={"gain_db": arguments.gain_db}))
    return named(arguments.voice)


def hop(arguments: argparse.Namespace, voice: Speaker) -> int:
    """Samples, as given or as the file beside a Piper voice has it."""
    if arguments.hop is None and isinstance(voice, InProcess) and voice.model is not None:
        return parse(Path(f"{voice.model}.json").read_bytes()).hop_length
    return int(arguments.hop or HOP)


def named(name: str) -> Speaker:
    """Raises UnknownVoice."""
    if name.startswith("flite:"):
        return Flite(name.removeprefix("flite:"))
    return InProcess(Voices.known(set(ENGINES), Secrets().voices)[name])


def texts(limit: int | None) -> Texts:
    return Texts(
        lists.compared(limit), lists.sentences(lists.EVERYDAY, limit), " ".join(lists.sentences(lists.ARTICLE))
    )


def tell(
    arguments: argparse.Namespace, judged: Panel, judgement: Judgement, limits: dict[str, Limit], failed: list[str]
) -> None:
    names = {"voice": judged.voice.name, "teacher": judged.teacher.name, "target": judged.target.name}
    print(*table(judgement, limits), *failed, sep="\n", flush=True)
    if arguments.json:
        write_json(arguments.json, names, judgement, failed)
    if arguments.html:
        arguments.html.write_text(page(names, judgement, limits, failed), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
