"""`python -m models.training`: teach the voice that Declaim ships.

    data       the teacher says some thousand sentences; 5 to 15 minutes on two cores
    acoustic   the text's half, one core
    vocoder    the sound's half, one core
    polish     the sound's half on what the text's half makes, for a quarter of the time
    export     X.onnx and X.onnx.json from both
    target     what it was to sound like, of the sentences in --without: for `benchmarks.quality --target`
    all        everything, the halves side by side; what is there already is kept, what broke off goes on

A voice that is to be shipped gets its sha256, gain and a new revision in models/voices/declaim.yaml, and what `make
quality` says of it in declaim.md. Needs flite (Debian: `apt-get install flite`) and requirements/torch.txt.
"""

import argparse
import subprocess
import sys
import warnings
from pathlib import Path

FOLDER = Path("var/voice")
SENTENCES = 4000


def main() -> None:
    warnings.simplefilter("ignore")
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("stage", choices=[*STAGES, "all"])
    arguments.add_argument("--folder", type=Path, default=FOLDER, help="where everything is kept")
    arguments.add_argument("--teacher", default="rms", help="flite's name of the voice")
    arguments.add_argument("--sentences", type=int, default=SENTENCES)
    arguments.add_argument(
        "--without",
        type=Path,
        default=Path("benchmarks/quality/sentences"),
        help="a folder of *.txt, no line of which is learned from",
    )
    arguments.add_argument("--minutes", type=float, default=60, help="of each half, earlier runs included")
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--output", type=Path, default=Path("models/voices/declaim.onnx"))
    chosen = arguments.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    if chosen.stage == "all":
        everything(sys.argv[1:])
    else:
        STAGES[chosen.stage](chosen)


def everything(arguments: list[str]) -> None:
    """Each stage in a process of its own. Raises CalledProcessError."""
    rest = [sys.executable, "-m", "models.training"]
    options = [each for each in arguments if each != "all"]
    subprocess.run([*rest, "data", *options], check=True)  # noqa: S603 - this very program
    halves = [subprocess.Popen([*rest, half, *options]) for half in ("acoustic", "vocoder")]  # noqa: S603
    if any([half.wait() for half in halves]):  # noqa: C419 - waits for both
        sys.exit("A half failed; what it had learned is kept, and the same command goes on.")
    for stage in ("polish", "export"):
        subprocess.run([*rest, stage, *options], check=True)  # noqa: S603


def data(chosen: argparse.Namespace) -> None:
    from models.piper.description import Description
    from models.training import dataset, texts
    from models.training.description import described

    path = chosen.folder / "data.npz"
    if not path.exists():
        description = Description.model_validate(described())
        learned = texts.sentences(chosen.sentences, seed=1, without=held_out(chosen.without))
        made = dataset.make(learned, chosen.teacher, description, 1.0, processes=2)
        made.save(path)
        print(f"{len(made.examples)} of {chosen.sentences} sentences kept")


def half(chosen: argparse.Namespace) -> None:
    from importlib import import_module

    import torch

    from models.training.dataset import Dataset
    from models.training.features import scale_of

    torch.set_num_threads(chosen.threads)
    known = Dataset.load(chosen.folder / "data.npz")
    scale = scale_of(example.told for example in known.examples)
    stage = import_module(f"models.training.{chosen.stage}")
    stage.train(known, scale, chosen.folder / f"{chosen.stage}.pt", chosen.minutes)


def polish(chosen: argparse.Namespace) -> None:
    import torch

    from models.training import vocoder
    from models.training.dataset import Dataset

    torch.set_num_threads(2 * chosen.threads)  # of both halves
    learned, text_half, path = (chosen.folder / f"{name}.pt" for name in ("vocoder", "acoustic", "polished"))
    vocoder.polish(Dataset.load(chosen.folder / "data.npz"), learned, text_half, path, chosen.minutes / 4)


def export(chosen: argparse.Namespace) -> None:
    from models.training import export as exporting
    from models.training.dataset import Dataset

    heard = exporting.heard(Dataset.load(chosen.folder / "data.npz"))
    exporting.export(exporting.assembled(chosen.folder, heard), chosen.output, {"dataset": f"flite {chosen.teacher}"})


def target(chosen: argparse.Namespace) -> None:
    import json

    import soundfile

    from models.piper.description import Description
    from models.training import dataset, teacher
    from models.training.description import described

    folder, description = chosen.folder / "target", Description.model_validate(described())
    folder.mkdir(exist_ok=True)
    manifest = {}
    for number, text in enumerate(held_out(chosen.without)):
        if example := dataset.example(text, chosen.teacher, description, 1.0):
            manifest[text] = f"{number:03}.wav"
            soundfile.write(folder / manifest[text], example.samples, teacher.SAMPLE_RATE)
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def held_out(folder: Path) -> list[str]:
    return [line for file in sorted(folder.glob("*.txt")) for line in file.read_text().splitlines()]


STAGES = {"data": data, "acoustic": half, "vocoder": half, "polish": polish, "export": export, "target": target}

if __name__ == "__main__":
    main()
