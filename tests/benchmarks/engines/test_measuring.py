"""How engines are measured: with one whose speed is known."""

import asyncio

import numpy as np
import pytest

from benchmarks.engines import measuring
from benchmarks.engines.subject import TEXTS
from models.batcher import Batcher
from models.engine import AudioChunk
from models.voice import built_in_voices


class Known:
    """Makes 0.2 s of audio for every row of a batch in the time that it takes to make one."""

    label, texts, voice = "known", TEXTS, built_in_voices()[0]

    def engine(self, rows, observe):
        self.active = 0
        self._batcher = Batcher(self._run, max_rows=rows, max_cost=1e9, observe=observe)
        return self

    def _run(self, works):
        for work in works:
            for _ in range(2):
                work.emit(AudioChunk(np.zeros(1600, np.int16), 16000))

    def synthesize(self, segment, voice):
        return self._batcher.submit(segment, size=1, lane="interactive", deadline=None)

    def close(self):
        self._batcher.close()

    def coqui(self, text):
        return 0.5


async def test_all_audio_is_counted_and_batches_are_full():
    made = await measuring.figures(Known(), rows=4, seconds=0.05)
    assert made.batch == 4
    assert 2 < made.rows <= 4
    assert made.padding == 0
    assert 0 < made.ttfa_ms_p50 <= made.whole_ms_p50
    assert made.audio_s_per_s > 0.2


async def test_no_audio_of_those_who_ask_side_by_side_is_lost():
    engine = Known().engine(8, lambda _: None)
    caller = measuring.Caller(engine, engine)
    begun = asyncio.get_running_loop().time()
    speed = await measuring.loaded(caller, 8, seconds=0.05)
    took_s = asyncio.get_running_loop().time() - begun
    await asyncio.to_thread(engine.close)
    assert speed * took_s == pytest.approx(caller.asked * 0.2, rel=0.1)


def test_coqui_says_every_text_at_least():
    said = []

    class Counted(Known):
        def coqui(self, text):
            said.append(text)
            return super().coqui(text)

    assert measuring.coqui_audio_s_per_s(Counted(), seconds=0) > 0
    assert said == [TEXTS[0], *TEXTS]
