"""Webhooks: messages about batches that ended, to whoever asked for them. HTTP, no Ray.

Whoever ends a batch adds a `Message` to the `Outbox`, where it is safe; the worker that leads has the `Dispatcher`
deliver what is due, over and over, through the `Sender`, which refuses addresses that are nobody's business.
"""
