"""Voices of ours on a Triton server: what runs there, and how one is started. `make triton`, see docs/operations.md.

They are models of Triton's Python backend, which gives each row a stream of its own, tells of those that nobody
listens to any more, and collects the next batch while one is spoken. PyTriton, whose distribution brings the server,
binds functions instead, which hear of no cancellation and answer all rows of a batch in step.
"""
