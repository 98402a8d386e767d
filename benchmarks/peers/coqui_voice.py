"""`coqui_voice.py FOLDER`, in coqui's environment: a checkpoint of random weights, as large as Piper's "medium".

coqui's server has no way to load a Piper voice, so its voice is another of the same size.
"""

import sys
from pathlib import Path

from TTS.tts.configs.vits_config import VitsArgs, VitsConfig

from benchmarks.engines.random_vits import write

MEDIUM = VitsArgs(
    resblock_type_decoder="2",
    resblock_kernel_sizes_decoder=[3, 5, 7],
    resblock_dilation_sizes_decoder=[[1, 2], [2, 6], [3, 12]],
    upsample_rates_decoder=[8, 8, 4],
    upsample_kernel_sizes_decoder=[16, 16, 8],
    upsample_initial_channel_decoder=256,
    init_discriminator=False,
)

if __name__ == "__main__":
    write(Path(sys.argv[1]), VitsConfig(model_args=MEDIUM))
