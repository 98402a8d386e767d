"""What the command refuses before it asks a server."""


class Complaint(Exception):
    """Something that the person at the keyboard can put right; told in one line."""
