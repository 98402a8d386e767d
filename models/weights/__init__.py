"""Voices and weights that others made, one command away: `python -m models.weights list | pull ID | remove ID`.

A pulled Piper voice is a folder of its own among the voices and, written last, its voice file (one per speaker):

    en_US-lessac-medium/en_US-lessac-medium.onnx
    en_US-lessac-medium/en_US-lessac-medium.onnx.json
    en_US-lessac-medium/MODEL_CARD
    en_US-lessac-medium/.lock              # pull made this folder; held while a pull or removal is at work
    en_US-lessac-medium.yaml

What is not whole yet ends in `.part`, and the next pull goes on from there.
"""
