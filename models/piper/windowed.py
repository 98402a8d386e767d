"""Stages of a voice that run on stretches of time, as if they ran on all of it."""

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from models.piper.graph import Stage
from models.piper.session import Feeds, run

Floats = NDArray[np.float32]


class Windowed:
    """One stage, ready to run. Safe to use from several threads at once."""

    def __init__(self, stage: Stage, session: onnxruntime.InferenceSession) -> None:
        self.output, self._timed, self._session = stage.output, stage.timed, session
        self._whole = stage.reach is None
        self.hop, self.reach = (stage.reach.hop, stage.reach.frames) if stage.reach else (1, 0)
        """Moments that it makes of one that it is given, and how many of these to either side it looks at."""

    def __call__(self, given: Feeds, start: int, end: int) -> Floats:
        """What it makes of the moments from `start` to `end`, [1, channels, time]; without reach, of all.

        Raises EngineFailed.
        """
        if self._whole:
            return run(self._session, given)[self.output]
        first = max(start - self.reach, 0)
        timed = {name: given[name][..., first : end + self.reach] for name in self._timed}
        made = run(self._session, given | timed)[self.output]
        return made[..., (start - first) * self.hop : (end - first) * self.hop]

    def grown(self, given: Feeds, wanted: int, total: int) -> Feeds:
        """`given` with what it makes of the moments up to `wanted` of `total`, of which some may be there already.

        Raises EngineFailed.
        """
        there = given.get(self.output)
        done = 0 if there is None else there.shape[2] // self.hop
        if done >= min(wanted, total):
            return given
        made = self(given, done, total if self._whole else min(wanted, total))
        return given | {self.output: made if there is None else np.concatenate([there, made], axis=2)}
