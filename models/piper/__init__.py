"""The Piper engine.

A Piper voice is two files, such as those of https://huggingface.co/rhasspy/piper-voices: `X.onnx` and `X.onnx.json`.
A voice file beside them makes it one of ours:

    id: lessac
    name: Lessac, medium
    engine: piper
    model: en_US-lessac-medium.onnx       # and en_US-lessac-medium.onnx.json
    sha256: ...                           # sha256sum en_US-lessac-medium.onnx; may be left out
    revision: "1"
    languages: [en-us]                    # espeak.voice of the JSON
    sample_rate: 22050                    # audio.sample_rate of the JSON
    speaker: p225                         # a key of its speaker_id_map; only where there is more than one
    takes_ipa: true                       # unless its phoneme_type is text
    licence: ...                          # each voice has its own: see its MODEL_CARD
    gain_db: 0
    max_chars: 400
"""

from models.piper.engine import PiperEngine

__all__ = ["PiperEngine"]
