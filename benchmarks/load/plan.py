"""What a run is to do."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Plan:
    driver: str
    target: str | None
    """The server's address; None for a null server of our own."""
    workload: str
    duration_s: float
    seed: int
    rate: float | None = None
    """Requests per second of an open loop."""
    concurrency: int | None = None
    """Callers of a closed loop."""
    speed_up: float | None = None
    """So much faster than it was recorded the trace that the workload is comes again; one of the three is set."""
    burstiness: float = 1.0
    """Of the arrivals at a rate: see `arrivals.py`."""
    model: str | None = None
    """None, here and in the next three: what the driver has it be (`drivers/choices.py`)."""
    voice: str | None = None
    audio_format: str | None = None
    pcm_rate: int | None = None
    """Samples per second, if the format is pcm."""
    api_key: str | None = None
    timeout_s: float = 120.0
    server_pid: int | None = None
    prices: str | None = None
    """A file."""

    def against_nothing(self, rate: float) -> "Plan":
        """As many requests with the same texts to a null server: what is left is the harness's own doing."""
        nothing = replace(self, driver="null", target=None, api_key=None, server_pid=None, audio_format="pcm")
        return replace(
            nothing, rate=rate, concurrency=None, speed_up=None, pcm_rate=24_000, duration_s=min(self.duration_s, 3.0)
        )
