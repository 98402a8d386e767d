"""coqui's `Vits` with a voice's weights, and nothing of what only training needs."""

from shutil import which

from torch import nn
from TTS.tts.models.vits import Vits

# isort: split
from TTS.tts.configs.vits_config import VitsConfig

from models.vits.files import Files, unavailable
from models.voice import Voice

SPOKEN = ("text_encoder", "duration_predictor", "flow", "waveform_decoder", "emb_g")
"""Parts that speech is made with."""


def network(voice: Voice, files: Files) -> Vits:
    """Raises EngineUnavailable when the files do not belong together, or something that they ask for is missing."""
    where, config = files.path.with_name("config.json"), _for_speech(voice, files)
    try:
        vits = Vits(config)
    except Exception as error:
        raise unavailable(voice, f"coqui makes no model of {where}: {error}") from None
    del vits.posterior_encoder
    embedding, symbols = vits.text_encoder.emb, len(files.weights["text_encoder.emb.weight"])
    if files.phonemes is not None:
        _check_symbols(voice, files, symbols)
        vits.text_encoder.emb = nn.Embedding(symbols, embedding.embedding_dim)
    try:
        vits.load_state_dict({name: files.weights[name] for name in files.weights if name.split(".")[0] in SPOKEN})
    except RuntimeError as error:
        first = str(error).splitlines()[1].strip()
        raise unavailable(voice, f"{files.path} is not the model that {where} describes: {first}") from None
    return vits


def _for_speech(voice: Voice, files: Files) -> VitsConfig:
    """The configuration, with paths that lead to where the files are now."""
    config, arguments = files.config, files.config.model_args
    arguments.init_discriminator = arguments.use_speaker_encoder_as_loss = False
    arguments.speaker_encoder_model_path = arguments.speaker_encoder_config_path = ""
    if arguments.speakers_file and not config.speakers:
        path = files.path.with_name(arguments.speakers_file.split("/")[-1])
        if not path.exists():
            raise unavailable(voice, f"{path} cannot be read; put the checkpoint's speakers file there.")
        arguments.speakers_file = str(path)
    if files.phonemes is not None:
        config.use_phonemes = False  # of coqui
    elif config.use_phonemes and config.phonemizer in (None, "espeak") and not (which("espeak-ng") or which("espeak")):
        raise unavailable(
            voice, "its config.json asks for eSpeak's phonemes; install espeak-ng (Debian: apt-get install espeak-ng)."
        )
    return config


def _check_symbols(voice: Voice, files: Files, symbols: int) -> None:
    assert files.phonemes is not None
    highest = max(number for numbers in files.phonemes.phoneme_id_map.values() for number in numbers)
    if highest >= symbols:
        raise unavailable(
            voice, f"{files.path} knows {symbols} symbols, and {files.path}.json has one numbered {highest}."
        )
