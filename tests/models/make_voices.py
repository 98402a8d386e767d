"""Makes the voices that tests and benchmarks speak with: VITS of random weights, exported as others export theirs.

    python tests/models/make_voices.py                          the small ones, into tests/models/voices
    python tests/models/make_voices.py --medium var/voices      one as large as Piper's "medium" (61 MB)

Needs an environment of its own, for torch is no dependency of the server:

    pip install torch==2.13.0 coqui-tts==0.28.0 piper-tts==1.8.0 onnx==1.23.2 torchaudio torchcodec

`solo` is what coqui's `Vits.export_onnx` writes (opset 18, output [B, 1, T], phonemes are letters), `duo` what
piper's `train/export_onnx.py` writes (opset 15, output [B, 1, 1, T], two speakers, eSpeak's phonemes). They say
nothing that anyone could understand, but every part of them matters to the sound: no bias is zero, no flow is
the identity, symbols last a few frames each, and speech is about as loud as a real voice's.
"""

import argparse
import json
import math
import warnings
from collections.abc import Callable
from pathlib import Path

import onnx
import torch
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP
from piper.train.vits.models import SynthesizerTrn
from torch import Tensor, nn
from torch.nn.utils import parametrize
from TTS.tts.configs.vits_config import VitsArgs, VitsConfig
from TTS.tts.layers.vits.networks import ResidualCouplingBlocks
from TTS.tts.layers.vits.stochastic_duration_predictor import StochasticDurationPredictor
from TTS.tts.models.vits import Vits

SMALL = Path(__file__).parent / "voices"
LETTERS = {symbol: [n] for n, symbol in enumerate("_^$ abcdefghijklmnopqrstuvwxyz.,!?'")}
HIDDEN = 16
HOP = 256
FRAMES_PER_SYMBOL = 4
LOUDNESS = 0.12
"""Root mean square of the samples, full scale being 1."""
DECODER = {
    "resblock_kernel_sizes": (3, 5, 7),
    "resblock_dilation_sizes": ((1, 2), (2, 6), (3, 12)),
    "upsample_rates": (8, 8, 4),
    "upsample_kernel_sizes": (16, 16, 8),
}
"""Of Piper's voices below "high"."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--medium", type=Path, metavar="FOLDER", help="make the large one instead, in this folder")
    folder = arguments.parse_args().medium
    warnings.simplefilter("ignore")
    if folder is None:
        solo(SMALL / "solo.onnx")
        duo(SMALL / "duo.onnx")
    else:
        medium(folder / "medium.onnx")


def solo(path: Path) -> None:
    sizes = {
        "hidden_channels": HIDDEN,
        "hidden_channels_ffn_text_encoder": 2 * HIDDEN,
        "num_layers_text_encoder": 1,
        "num_layers_posterior_encoder": 1,
        "num_layers_flow": 2,
        "resblock_type_decoder": "2",
        "upsample_initial_channel_decoder": 2 * HIDDEN,
        "init_discriminator": False,
    }
    torch.manual_seed(1)
    model = Vits(VitsConfig(model_args=VitsArgs(**sizes, **{f"{key}_decoder": DECODER[key] for key in DECODER})))
    # VitsArgs.num_chars is overwritten from a character set that this voice does not have.
    model.text_encoder.emb = nn.Embedding(len(LETTERS), HIDDEN)
    # Vits has no setting for the width and number of its layers.
    model.duration_predictor = StochasticDurationPredictor(HIDDEN, HIDDEN, 3, 0.5, 2)
    model.flow = ResidualCouplingBlocks(HIDDEN, HIDDEN, kernel_size=5, dilation_rate=1, num_layers=2, num_flows=2)
    model.eval()
    decoder = model.waveform_decoder
    enliven(model, decoder)
    tune(
        model.duration_predictor,
        decoder.conv_post.weight,
        lambda ids: model.inference(ids)["model_outputs"],
        len(LETTERS),
    )
    model.export_onnx(str(path), verbose=False)
    describe(path, LETTERS, phoneme_type="text")


def duo(path: Path) -> None:
    torch.manual_seed(2)
    speakers = {"anna": 0, "otto": 1}
    export_as_piper(
        path, piper_model(HIDDEN, 2 * HIDDEN, 1, 2 * HIDDEN, speakers=2, flows=2), speakers, sample_rate=16000
    )


def medium(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(3)
    export_as_piper(path, piper_model(192, 768, 6, 256), {}, sample_rate=22050)


def piper_model(hidden: int, filters: int, layers: int, decoder: int, speakers: int = 1, flows: int = 4) -> nn.Module:
    model = SynthesizerTrn(
        n_vocab=256 if hidden == 192 else len(DEFAULT_PHONEME_ID_MAP),
        spec_channels=513,
        segment_size=32,
        inter_channels=hidden,
        hidden_channels=hidden,
        filter_channels=filters,
        n_heads=2,
        n_layers=layers,
        kernel_size=3,
        p_dropout=0.1,
        resblock="2",
        upsample_initial_channel=decoder,
        n_speakers=speakers,
        gin_channels=16 if speakers > 1 else 0,
        **DECODER,
    )
    # The number of its flows is no setting either; behind each stands its Flip.
    model.flow.flows = model.flow.flows[: 2 * flows]
    model.dp.flows = model.dp.flows[: 1 + 2 * flows]
    model.eval()
    model.dec.remove_weight_norm()
    enliven(model, model.dec)
    return model


def export_as_piper(path: Path, model: nn.Module, speakers: dict[str, int], sample_rate: int) -> None:
    sid = torch.zeros(1, dtype=torch.long) if speakers else None

    def infer(text: Tensor, lengths: Tensor, scales: Tensor, sid: Tensor | None = None) -> Tensor:
        noise, length, noise_w = scales
        spoken = model.infer(text, lengths, sid, noise_scale=noise, length_scale=length, noise_scale_w=noise_w)
        return spoken[0].unsqueeze(1)

    one = torch.tensor([0.667, 1.0, 0.8])
    tune(
        model.dp,
        model.dec.conv_post.weight,
        lambda ids: infer(ids, torch.tensor([ids.shape[1]]), one, sid),
        len(DEFAULT_PHONEME_ID_MAP),
    )
    model.forward = infer
    torch.onnx.export(
        model,
        (torch.randint(0, len(DEFAULT_PHONEME_ID_MAP), (1, 50)), torch.tensor([50]), one, sid),
        str(path),
        opset_version=15,
        input_names=["input", "input_lengths", "scales", "sid"],
        output_names=["output"],
        dynamic_axes={
            "input": {0: "batch_size", 1: "phonemes"},
            "input_lengths": {0: "batch_size"},
            "output": {0: "batch_size", 2: "time"},
        },
        dynamo=False,
    )
    describe(path, DEFAULT_PHONEME_ID_MAP, speakers=speakers, sample_rate=sample_rate)


def enliven(model: nn.Module, decoder: nn.Module) -> None:
    """Training starts from zeros and near-zeros in many places; here nothing may be without effect."""
    for module in decoder.modules():
        if parametrize.is_parametrized(module, "weight"):
            parametrize.remove_parametrizations(module, "weight")
    for parameter in model.parameters():
        if parameter.dim() == 1 or not parameter.any():
            parameter.data += 0.1 * torch.randn_like(parameter)
    for parameter in decoder.parameters():
        if parameter.dim() == 3:
            parameter.data = torch.randn_like(parameter) / math.sqrt(parameter[0].numel())


@torch.no_grad()
def tune(durations: nn.Module, last: Tensor, speak: Callable[[Tensor], Tensor], symbols: int) -> None:
    """Shift where durations end and scale where samples do, until speech has FRAMES_PER_SYMBOL and LOUDNESS."""
    affine, ids = durations.flows[0], torch.randint(0, symbols, (1, 100))
    translation = affine.m if hasattr(affine, "m") else affine.translation
    for _ in range(8):
        spoken = speak(ids)
        translation[0] += math.log(spoken.numel() / HOP / ids.numel() / FRAMES_PER_SYMBOL)
        last *= LOUDNESS / spoken.std()


def describe(
    path: Path,
    ids: dict[str, list[int]],
    phoneme_type: str = "espeak",
    speakers: dict[str, int] | None = None,
    sample_rate: int = 22050,
) -> None:
    """Shorter names in the file, and the JSON beside it."""
    model = onnx.load(path)
    rename(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, path)
    config = {
        "audio": {"sample_rate": sample_rate, "quality": "test"},
        "espeak": {"voice": "en-us"},
        "phoneme_type": phoneme_type,
        "num_symbols": len(ids),
        "num_speakers": max(len(speakers or {}), 1),
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_id_map": ids,
        "speaker_id_map": speakers or {},
        "hop_length": HOP,
        "piper_version": "1.8.0",
    }
    path.with_name(path.name + ".json").write_text(json.dumps(config, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


def rename(graph: onnx.GraphProto) -> None:
    """Short names in place of the exporter's, which are most of a small file."""
    kept = {value.name for value in [*graph.input, *graph.output]} | {""}
    short: dict[str, str] = {}

    def new(name: str) -> str:
        return name if name in kept else short.setdefault(name, f"t{len(short)}")

    def visit(graph: onnx.GraphProto) -> None:
        for tensor in [*graph.initializer, *graph.output, *graph.value_info]:
            tensor.name = new(tensor.name)
        for node in graph.node:
            node.name = node.doc_string = ""
            node.input[:], node.output[:] = map(new, node.input), map(new, node.output)
            for attribute in node.attribute:
                if attribute.HasField("g"):
                    visit(attribute.g)

    visit(graph)


if __name__ == "__main__":
    main()
