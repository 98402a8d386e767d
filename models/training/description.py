"""What X.onnx.json says of the voice."""

from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

from models.training.teacher import HOP, SAMPLE_RATE

SYMBOLS = 256
NOISE_SCALE = 0.667
"""What players scale a voice's noise by; the network makes up for it, so that its noise has unit variance."""


def described() -> dict[str, object]:
    """Piper's description of a voice (piper-tts 1.8, `piper/config.py`)."""
    return {
        "audio": {"sample_rate": SAMPLE_RATE, "quality": "x_low"},
        "espeak": {"voice": "en-us"},
        "phoneme_type": "espeak",
        "inference": {"noise_scale": NOISE_SCALE, "length_scale": 1, "noise_w": 0.8},
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
        "num_symbols": SYMBOLS,
        "num_speakers": 1,
        "speaker_id_map": {},
        "hop_length": HOP,
    }
