"""A load harness for speech servers: what a listener would have noticed, of any of them, in the same way."""
