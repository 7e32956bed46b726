"""Documents to sentences: paragraphs, what each is, and the engine's analysis."""

from pipeline.sentences.find import find_sentences

__all__ = ["find_sentences"]
