"""Books: a long text as chapters, and their audio as one file with marks."""
