"""Figures: how fast, how much, under what load. Nobody imports this room but tests."""
