"""Page: one HTML file to look at and listen to, teacher and voice side by side."""

import base64
import math
from collections.abc import Iterator, Mapping
from html import escape

import numpy as np

from benchmarks.quality.judging import Judgement
from benchmarks.quality.limits import Limit
from benchmarks.quality.measuring import Row
from benchmarks.quality.report import shown
from benchmarks.quality.sound import RATE, Floats, Sound
from benchmarks.quality.spectrogram import spectrogram
from models.engine import AudioChunk
from pipeline.encode import Encoder
from pipeline.formats import AudioFormat

BITRATE = 32_000
SHOWN = ("mfcc_cosine", "mcd_db", "mcd_worst_db", "duration_ratio", "f0_ratio", "last_movement", "harmonicity")

STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.4 system-ui, sans-serif; max-width: 1100px; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; } td, th { padding: .15em .8em; text-align: right; }
td:first-child, th:first-child { text-align: left; } .failed { color: #c22; font-weight: bold; }
section { margin: 2em 0; } .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1em; }
figure { margin: 0; } img { width: 100%; height: 160px; image-rendering: auto; } audio { width: 100%; height: 2em; }
small { opacity: .75; }
"""


def page(names: Mapping[str, str], judgement: Judgement, limits: Mapping[str, Limit], failed: list[str]) -> str:
    """The whole file: nothing is loaded from elsewhere. `names` as in `report.write_json`."""
    title = f"{escape(names['voice'])} beside {escape(names['teacher'])}"
    parts = [
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>',
        f"<h1>{title}</h1>",
        *([f'<p class="failed">{"<br>".join(map(escape, failed))}</p>'] if failed else ["<p>Nothing failed.</p>"]),
        *figures(judgement, limits),
        *(sentence(text, judgement.rows[text], *sounds) for text, sounds in judgement.sounds.items()),
    ]
    return "\n".join(parts)


def figures(judgement: Judgement, limits: Mapping[str, Limit]) -> Iterator[str]:
    yield "<table><tr><th>figure<th>voice<th>teacher<th>must be"
    for name, limit in limits.items():
        value = judgement.figures.get(name, math.nan)
        mark = ' class="failed"' if limit.excess(value) else ""
        teacher = shown(judgement.teacher.get(name, math.nan))
        yield f"<tr{mark}><td>{escape(limit.means)}<td>{shown(value)}<td>{teacher}<td>{escape(limit.wanted)}"
    yield "</table>"


def sentence(text: str, row: Row, teacher: Sound, voice: Sound) -> str:
    values = " · ".join(f"{name} {shown(row[name])}" for name in SHOWN)
    length = max(teacher.duration_s, voice.duration_s)
    pair = "".join(player(name, sound, length) for name, sound in (("teacher", teacher), ("voice", voice)))
    return f'<section><h3>{escape(text)}</h3><small>{values}</small><div class="pair">{pair}</div></section>'


def player(name: str, sound: Sound, length_s: float) -> str:
    """Both of a pair to one scale of time."""
    samples = sound.compared()
    lasting = np.pad(samples, (0, max(round(length_s * RATE) - len(samples), 0)))
    picture, heard = inline("image/png", spectrogram(lasting)), inline("audio/mpeg", mp3(samples))
    controls = f'<audio controls preload="none" src="{heard}"></audio>'
    return f'<figure><img alt="{name}" src="{picture}"><figcaption>{name} {controls}</figcaption></figure>'


def inline(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def mp3(samples: Floats) -> bytes:
    """Of a sound at RATE."""
    encoder = Encoder(AudioFormat.choose("mp3", RATE, RATE, BITRATE))
    pcm = np.rint(np.clip(samples, -1, 1) * 32767).astype(np.int16)
    return encoder.encode(AudioChunk(pcm, RATE)) + encoder.close()
