"""How the whole server is asked."""

import numpy as np
import pytest
import yaml
from aiohttp import ClientSession, web

from benchmarks.triton.server import ON_TRITON, asking, counted, write_home
from benchmarks.triton.subjects import Batches
from benchmarks.triton_process import TritonProcess
from declaim.prometheus import Page
from deployments.config import read_config
from deployments.settings import Secrets
from models.engine import Segment
from models.voice import BUILT_IN, read_voice

VOICE = read_voice(BUILT_IN / "declaim.yaml")


@pytest.mark.parametrize("name", ["declaim", "mine"])
def test_its_configuration_can_be_served_with_the_voice_in_both_ways(tmp_path, name):
    model = VOICE.model if name == "declaim" else "/elsewhere/mine.onnx"
    process = TritonProcess(tmp_path, [], {})
    write_home(VOICE.model_copy(update={"id": name, "model": model}), process, tmp_path / "home")
    config = read_config(tmp_path / "home/serve_config.yaml", Secrets(home=tmp_path / "home"))
    assert config.applications[0].args["engines"]["triton"]["url"] == process.url
    files = {path.stem: yaml.safe_load(path.read_text()) for path in (tmp_path / "home/voices").iterdir()}
    assert files.keys() == {ON_TRITON, name} - {"declaim"}
    assert files[ON_TRITON]["engine"] == "triton"


def test_batches_are_those_of_its_buckets():
    name = 'ray_declaim_batch_rows_bucket{engine="piper",le='
    page = Page(
        "\n".join(f'{name}"{edge}"}} {count}' for edge, count in {"1.0": 2, "2.0": 3, "4.0": 5, "+Inf": 5}.items())
    )
    assert counted(page) == Batches(rows=2 * 1 + 1 * 2 + 2 * 3.5, number=5)
    assert counted(Page("")) == Batches()


async def test_samples_are_whole_however_the_network_cuts_them():
    async def answer(request: web.Request) -> web.StreamResponse:
        body = await request.json()
        assert (body["voice"], body["seed"], body["sample_rate"]) == ("declaim", 7, 16000)
        response = web.StreamResponse()
        await response.prepare(request)
        for piece in (b"\1", b"\0\2\0\3", b"\0"):
            await response.write(piece)
        return response

    runner = web.AppRunner(app := web.Application())
    app.router.add_post("/v1/audio/speech", answer)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    async with ClientSession(f"http://127.0.0.1:{port}") as session:
        chunks = [
            chunk async for chunk in asking(session, VOICE, "declaim")(Segment(text="x", language="en-us", seed=7))
        ]
    await runner.cleanup()
    assert np.concatenate([chunk.samples for chunk in chunks]).tolist() == [1, 2, 3]
