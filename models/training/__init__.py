"""Training of the voice that Declaim ships: `python -m models.training`, see __main__.py.

Sentences are made here, spoken by a teacher, taken apart into what a vocoder needs, and two halves of a VITS learn
from that by regression: text to features, and features to samples.
"""
