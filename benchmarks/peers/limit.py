"""`limit.py VOICE.onnx TEXTS --seconds S`, in piper's environment: what the cores give without a server.

onnxruntime in a loop: a session of one thread per core, all fed by threads of one process. It does what any server has
to: phonemes by eSpeak, one run of the graph per sentence, 16-bit samples.
"""

import argparse
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

import onnxruntime
from piper import PiperVoice


def main() -> None:
    """Prints audio seconds per second, and CPU seconds for each of them, as JSON."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("voice", type=Path)
    arguments.add_argument("texts", type=Path, help="a text a line, spoken again and again")
    arguments.add_argument("--seconds", type=float, default=10)
    chosen = arguments.parse_args()
    texts = chosen.texts.read_text().splitlines()
    voices = [single_threaded(chosen.voice) for _ in os.sched_getaffinity(0)]
    for voice in voices:
        spoken_s(voice, texts[0])
    begun_s, cpu_s, lines = time.perf_counter(), time.process_time(), cycle(texts)

    def loop(voice: PiperVoice) -> float:
        audio_s = 0.0
        while time.perf_counter() - begun_s < chosen.seconds:
            audio_s += spoken_s(voice, next(lines))
        return audio_s

    with ThreadPoolExecutor(len(voices)) as threads:
        audio_s = sum(threads.map(loop, voices))
    took_s, cpu_s = time.perf_counter() - begun_s, time.process_time() - cpu_s
    print(json.dumps({"audio_s_per_s": audio_s / took_s, "cpu_ms_per_audio_s": cpu_s / audio_s * 1000}))


def single_threaded(path: Path) -> PiperVoice:
    voice = PiperVoice.load(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    voice.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return voice


def spoken_s(voice: PiperVoice, text: str) -> float:
    return sum(len(chunk.audio_int16_bytes) / 2 / chunk.sample_rate for chunk in voice.synthesize(text))


if __name__ == "__main__":
    main()
