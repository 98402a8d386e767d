"""The gate that listens: a voice beside its teacher, in figures with limits."""
