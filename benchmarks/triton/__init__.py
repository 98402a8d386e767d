"""`python -m benchmarks.triton`: one Piper voice by our own batcher, by Triton's, and by onnxruntime without either.

Callers ask again as soon as they have their answer; nothing is asked twice, so no cache has it. All run rows in one
thread per core. Ours is the engine piper, once in the callers' process and once in the whole server, asked over HTTP.
Triton runs the same code in its Python backend; it is called by gRPC, and by the whole server. The last one runs the
graph as it came, each sentence at once, behind a pool of threads. Needs what `make triton` makes.
"""
