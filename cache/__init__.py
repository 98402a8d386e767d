"""What outlives a request: bytes in, bytes out."""
