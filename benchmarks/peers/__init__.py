"""Declaim beside other servers, with the same voice and texts on the same machine."""
