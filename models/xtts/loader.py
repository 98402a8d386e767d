"""The checkpoint folder of an XTTS v2 model, through coqui's own loader."""

import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from models.errors import EngineUnavailable

if TYPE_CHECKING:
    from TTS.tts.models.xtts import Xtts

FILES = ("config.json", "vocab.json", "model.pth")
PULL = "`python -m models.weights pull xtts_v2` fetches the files"


def load(folder: Path, device: torch.device) -> "Xtts":
    """The model, ready to speak. Nothing but weights is taken from its files: no code of theirs runs.

    Raises EngineUnavailable naming what is wrong, and what to do about it.
    """
    from TTS.tts.models.xtts import Xtts  # noqa: PLC0415 - seconds, and an extra that may be missing

    for name in FILES:
        if not (folder / name).is_file():
            raise unavailable(f"{folder / name} is not there; {PULL}, and `model:` names their folder.")
    config = _config(folder / "config.json")
    try:
        model: Xtts = Xtts(config)
        # In place of coqui's, which saves a checkpoint of the first release anew where other replicas are reading it.
        model._load_checkpoint = _weights  # noqa: SLF001
        model.load_checkpoint(config, checkpoint_dir=folder, eval=True)
    except (RuntimeError, pickle.UnpicklingError, KeyError, EOFError, ValueError, OSError) as error:
        raise unavailable(
            f"{folder} holds no XTTS v2 model as config.json describes it ({_first_line(error)})."
        ) from None
    return model.train(False).to(device).requires_grad_(False)


def _weights(path: Path) -> dict[str, torch.Tensor]:
    """By name, of a file that may hold coqui's configuration as an object beside them."""
    from TTS.tts.models.xtts import _legacy_safe_globals  # noqa: PLC0415

    with _legacy_safe_globals():
        checkpoint: dict[str, dict[str, torch.Tensor]] = torch.load(path, map_location="cpu", weights_only=True)
    return checkpoint["model"]


def _config(path: Path) -> Any:
    from TTS.tts.configs.xtts_config import XttsConfig  # noqa: PLC0415

    config = XttsConfig()
    try:
        config.load_json(path)
    except Exception as error:
        raise unavailable(f"{path} cannot be read as an XTTS configuration ({_first_line(error)}).") from None
    if not config.model_args.gpt_use_perceiver_resampler:
        raise unavailable(f"{path} is of XTTS v1 (gpt_use_perceiver_resampler is off); use the files of v2.")
    return config


def unavailable(reason: str) -> EngineUnavailable:
    return EngineUnavailable("xtts", reason)


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {next(iter(str(error).splitlines()), '')}"[:300]
