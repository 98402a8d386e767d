"""A cluster on one machine whose nodes can be killed and cut off, and callers who notice: for the fault tests."""
