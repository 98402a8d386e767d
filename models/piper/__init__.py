"""The Piper engine.

A voice is two files from https://huggingface.co/rhasspy/piper-voices, `X.onnx` and `X.onnx.json`, with a voice file
beside them that says `engine: piper` and `model: X.onnx`; `sample_rate` is `audio.sample_rate` of the JSON, and
`speaker` a key of its `speaker_id_map` where it has one. Each voice has a licence of its own: see its MODEL_CARD.
"""

from models.piper.engine import PiperEngine

__all__ = ["PiperEngine"]
