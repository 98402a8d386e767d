"""`python -m benchmarks.load.null_server`: answers at once with silence, which shows what the harness itself takes."""

import asyncio
import io
import json
import sys
from typing import cast

import av
import numpy as np
from aiohttp import web

RATE = 24_000
SILENCE = bytes(RATE // 5)
"""A tenth of a second of 16-bit samples."""

CODECS = {
    "wav": ("wav", "pcm_s16le"),
    "mp3": ("mp3", "libmp3lame"),
    "opus": ("ogg", "libopus"),
    "aac": ("adts", "aac"),
    "flac": ("flac", "flac"),
}
"""FFmpeg's container and codec of each format that has some."""


async def main() -> None:
    """Prints its address, and ends when standard input does."""
    bodies = {"pcm": SILENCE, **{name: encoded(*codec) for name, codec in CODECS.items()}}

    async def answer(request: web.Request) -> web.Response:
        asked = json.loads(await request.read()).get("response_format", "pcm")
        return web.Response(body=bodies[asked], content_type=f"audio/{asked}")

    app = web.Application()
    app.router.add_post("/v1/audio/speech", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    print(f"http://{host}:{port}", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


def encoded(container: str, codec: str) -> bytes:
    """The silence as a file."""
    out = io.BytesIO()
    frame = av.AudioFrame.from_ndarray(np.frombuffer(SILENCE, np.int16)[None], format="s16", layout="mono")
    frame.sample_rate = RATE
    with av.open(out, "w", format=container) as file:
        stream = cast(av.AudioStream, file.add_stream(codec, rate=RATE))
        stream.layout = "mono"
        for part in (frame, None):
            file.mux(stream.encode(part))
    return out.getvalue()


if __name__ == "__main__":
    asyncio.run(main())
