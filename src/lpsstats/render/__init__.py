"""A document as text, one engine per file."""
