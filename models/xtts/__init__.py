"""The XTTS engine: many voices from short clips, 17 languages, for GPUs.

It speaks with a checkpoint folder in coqui's format (config.json, vocab.json, model.pth; speakers_xtts.pth if there is
one), such as `python -m models.weights pull xtts_v2` fetches, which serve_config.yaml names:

    engines:
      xtts: {model: ~/.cache/declaim/weights/xtts_v2}

A voice file names a clip of its speaker, or a speaker of speakers_xtts.pth:

    id: anna
    name: Anna
    engine: xtts
    reference: anna.flac                  # 3 to 30 s of one person speaking; or `speaker: Ana Florence`
    revision: "1"
    languages: [en, de, es, fr, it, pt, pl, tr, ru, nl, cs, ar, zh-cn, hu, ko, ja, hi]
    sample_rate: 24000
    licence: LicenseRef-CPML              # that of the weights; the clip has its own
    gain_db: 0
    max_chars: 200
"""

from models.xtts.engine import XttsEngine

__all__ = ["XttsEngine"]
