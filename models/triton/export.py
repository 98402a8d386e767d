"""Write Piper voices as models of a stock Triton with the onnxruntime backend: no Python runs there.

python -m models.triton.export VOICE.yaml ... --repository FOLDER
"""

import argparse
import json
from pathlib import Path

import onnx

from models.piper import files
from models.piper.half_weights import widened
from models.triton.batched import batched
from models.triton.contract import DESCRIPTION, PAD_TO, SAMPLE_RATE
from models.triton.pbtxt import Batching, config_text
from models.triton.serving.repository import add_model, symbol_inputs
from models.voice import Voice, read_voice

PADDED_TO = 64
"""Symbols. Only requests of one length share a batch there; a sentence has one to three times as many."""


def export(repository: Path, path: Path, batching: Batching) -> Voice:
    """Add the voice of that file. Raises ValueError, and EngineUnavailable when its model cannot be read."""
    voice = read_voice(path)
    if voice.engine != "piper":
        raise ValueError(f"{path}: its engine is {voice.engine}; only voices of piper are ONNX files.")
    description, _ = files.read(voice)
    about = json.loads(Path(f"{voice.model}.json").read_bytes())
    parameters = {SAMPLE_RATE: str(voice.sample_rate), PAD_TO: str(PADDED_TO), DESCRIPTION: json.dumps(about)}
    config = config_text(voice.id, "onnxruntime", symbol_inputs(about), parameters, batching)
    model = batched(widened(onnx.load(str(voice.model))), description)
    add_model(repository, voice.id, config, {"model.onnx": model.SerializeToString()})
    return voice


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voices", nargs="+", type=Path, metavar="VOICE.yaml")
    parser.add_argument("--repository", type=Path, required=True)
    parser.add_argument("--max-rows", type=int, default=32, help="of a batch")
    parser.add_argument("--delay-us", type=int, default=1000, help="that Triton waits for more rows")
    parser.add_argument("--instances", type=int, default=1, help="batches at once, per GPU where there are some")
    asked = parser.parse_args()
    for path in asked.voices:
        voice = export(asked.repository, path, Batching(asked.max_rows, asked.delay_us, asked.instances))
        print(f"{asked.repository / voice.id}: {path}")


if __name__ == "__main__":
    main()
