"""The VITS engine: checkpoints of coqui's `Vits`, many rows at once.

A voice is a checkpoint as coqui's trainer saves it, and its `config.json` (with `speakers.pth`, where there are
several) beside it. A voice file makes it one of ours:

    id: ljspeech
    name: LJSpeech
    engine: vits
    model: ljspeech/model.pth             # and ljspeech/config.json
    sha256: ...                           # sha256sum model.pth; may be left out
    revision: "1"
    languages: [en-us]
    sample_rate: 22050                    # audio.sample_rate of config.json
    speaker: p225                         # a name of its speakers file; only where there is more than one
    licence: ...
    gain_db: 0                            # decibels that bring it to -20 LUFS
    max_chars: 400

Text is read as config.json says, by coqui's cleaners, phonemizers and characters. A checkpoint that was trained on
Piper's phonemes has their description beside it (`model.pth.json`, the X.onnx.json of a Piper voice), is read by that
instead, and may have `takes_ipa: true`.

Refused: several languages in one model (`use_language_embedding`), d-vectors and `encoder_sample_rate`.
"""

from models.vits.engine import VitsEngine

__all__ = ["VitsEngine"]
