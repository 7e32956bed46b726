"""One reader a format: bytes to text and what the format says of it, or a DocumentError."""
