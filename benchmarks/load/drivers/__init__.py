"""How different servers are asked, and what of their answers is audio."""

from benchmarks.load.drivers import (
    coqui,
    elevenlabs,
    null,
    nvidia,
    openai,
    openai_events,
    piper,
    websocket,
    wyoming,
    xtts_streaming,
)
from benchmarks.load.drivers.driver import Way

DRIVERS: dict[str, Way] = {
    "openai": openai.WAY,
    "openai-sse": openai_events.WAY,
    "websocket": websocket.WAY,
    "wyoming": wyoming.WAY,
    "piper": piper.WAY,
    "coqui": coqui.WAY,
    "xtts-streaming": xtts_streaming.WAY,
    "nvidia": nvidia.WAY,
    "nvidia-online": nvidia.ONLINE,
    "elevenlabs": elevenlabs.WAY,
    "null": null.WAY,
}
