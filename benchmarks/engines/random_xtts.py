"""Checkpoint folders of XTTS v2 with random weights, for benchmarks and tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import torch
from tokenizers import Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import Whitespace
from TTS.tts.configs.xtts_config import XttsArgs, XttsConfig
from TTS.tts.layers.xtts import hifigan_decoder
from TTS.tts.models.xtts import Xtts

from models.weights.xtts import LANGUAGES

MARKS = ("[STOP]", "[UNK]", "[SPACE]", *(f"[{language}]" for language in LANGUAGES), "[START]")
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß0123456789.,;:!?'-"

SMALL: dict[str, Any] = {"gpt_layers": 3, "gpt_n_model_channels": 64, "gpt_n_heads": 2, "decoder_input_dim": 64}
"""Of XttsArgs."""
DEEP = {**SMALL, "gpt_layers": 30}
"""Narrow too, but as deep as the released one: what cannot be done at once is what batches share."""
RELEASED: dict[str, Any] = {
    "gpt_use_perceiver_resampler": True,
    "gpt_num_audio_tokens": 1026,
    "gpt_start_audio_token": 1024,
    "gpt_stop_audio_token": 1025,
}
"""What the released v2 checkpoint has in place of coqui's defaults."""
VOCODER_CHANNELS = 16
"""In place of 512, which is most of what a small model would compute."""


def make(folder: Path, stop_bias: float = 0.0, **args: Any) -> Path:
    """The folder, with random weights that are the same every time. A higher `stop_bias` makes shorter rows."""
    folder.mkdir(parents=True, exist_ok=True)
    _tokenizer().save(str(folder / "vocab.json"))
    config = XttsConfig()
    config.model_args = XttsArgs(**{**RELEASED, **args})
    config.save_json(str(folder / "config.json"))
    model = Xtts(config)
    model.tokenizer.tokenizer = _tokenizer()
    torch.manual_seed(7)
    model.init_models()
    _spread(model, stop_bias)
    torch.save({"model": model.state_dict()}, folder / "model.pth")
    torch.save({"Nobody": _speaker(model.args.gpt_n_model_channels)}, folder / "speakers_xtts.pth")
    return folder


def coqui(folder: Path) -> Xtts:
    """As coqui loads it."""
    config = XttsConfig()
    config.load_json(str(folder / "config.json"))
    model: Xtts = Xtts(config)
    model.load_checkpoint(config, checkpoint_dir=str(folder), eval=True)
    return model


@contextmanager
def small_vocoder() -> Iterator[None]:
    """While it lasts, coqui makes XTTS's vocoder with few channels, which no configuration can ask for."""
    made = hifigan_decoder.HifiganGenerator

    def smaller(*args: Any, **named: Any) -> Any:
        return made(*args[:6], VOCODER_CHANNELS, *args[7:], **named)

    with mock.patch.object(hifigan_decoder, "HifiganGenerator", smaller):
        yield


def _speaker(width: int) -> dict[str, torch.Tensor]:
    """As coqui keeps those of its own."""
    return {"gpt_cond_latent": torch.randn(1, 32, width), "speaker_embedding": torch.randn(1, 512, 1)}


def _spread(model: Xtts, stop_bias: float) -> None:
    """Random weights as torch makes them say one code over and over; these do not."""
    gpt = model.gpt
    with torch.no_grad():
        for weight in gpt.gpt.h.parameters():
            if weight.dim() > 1:
                weight.normal_(std=0.2)
        for table in (gpt.mel_embedding, gpt.text_embedding, gpt.mel_pos_embedding.emb, gpt.text_pos_embedding.emb):
            table.weight.normal_()
        gpt.mel_head.weight.normal_(std=0.2)
        gpt.mel_head.bias.zero_()
        gpt.mel_head.bias[model.args.gpt_stop_audio_token] = stop_bias


def _tokenizer() -> Tokenizer:
    words = {token: number for number, token in enumerate([*MARKS, *LETTERS])}
    tokenizer = Tokenizer(BPE(vocab=words, merges=[], unk_token=MARKS[1]))
    tokenizer.add_special_tokens(list(MARKS))
    tokenizer.pre_tokenizer = Whitespace()
    return tokenizer
