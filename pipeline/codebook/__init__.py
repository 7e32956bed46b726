"""What we know, as data an analyst edits, and its strict loaders."""

from pipeline.codebook.codebook import Codebook, load_codebook
from pipeline.codebook.rows import CodebookError

__all__ = ["Codebook", "CodebookError", "load_codebook"]
