"""Batches: many inputs submitted together. What is known of them is in the object store, and nothing else is needed."""
