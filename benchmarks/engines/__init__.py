"""Engines alone, without Ray: how fast they speak, beside coqui's own way and what the device could do."""
