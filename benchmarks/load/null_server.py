"""`python -m benchmarks.load.null_server`: answers at once with silence, which shows what the harness itself takes."""

import asyncio
import sys

from aiohttp import web

SILENCE = bytes(4800)
"""A tenth of a second at 24 kHz."""


async def main() -> None:
    """Prints its address, and ends when standard input does."""
    app = web.Application()
    app.router.add_post("/v1/audio/speech", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    print(f"http://{host}:{port}", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


async def answer(request: web.Request) -> web.Response:
    await request.read()
    return web.Response(body=SILENCE, content_type="audio/pcm")


if __name__ == "__main__":
    asyncio.run(main())
