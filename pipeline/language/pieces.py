"""Words to what the encoder reads: word pieces, the shape of each, and where each word begins and ends."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer

IntArray = npt.NDArray[np.int64]

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
LOWER, TITLE, UPPER, MIXED, DIGIT, OTHER = range(6)
N_SHAPES = 6
LONGEST_WORD = 60
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})
DIGITS = re.compile(r"[\d.,:/-]*\d[\d.,:/-]*")


@dataclass(frozen=True)
class Pieces:
    """One window of words: `ids` and `shapes` over pieces, `first` and `last` piece of each word."""

    ids: IntArray
    shapes: IntArray
    first: IntArray
    last: IntArray


def shape_of(word: str) -> int:
    """Return the shape class of a word: what a lower-cased vocabulary cannot see."""
    if DIGITS.fullmatch(word):
        return DIGIT
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return OTHER
    if all(c.islower() for c in letters):
        return LOWER
    if all(c.isupper() for c in letters):
        return UPPER if len(letters) > 1 else TITLE
    return TITLE if letters[0].isupper() and all(c.islower() for c in letters[1:]) else MIXED


class PieceEncoder:
    """Cuts words into pieces of a fixed vocabulary; one instance a process, words are cached."""

    def __init__(self, vocabulary: list[str]) -> None:
        ids = {piece: i for i, piece in enumerate(vocabulary)}
        self._tokenizer = Tokenizer(WordPiece(ids, unk_token=UNKNOWN, max_input_chars_per_word=LONGEST_WORD))
        self._tokenizer.normalizer = BertNormalizer(lowercase=True, strip_accents=True, clean_text=True)
        self.unknown, self._start, self._end = (ids[piece] for piece in (UNKNOWN, START, END))
        self._cache: dict[str, tuple[list[int], int]] = {}

    def word(self, word: str) -> tuple[list[int], int]:
        """Return the piece ids and the shape of one word; never empty."""
        known = self._cache.get(word)
        if known is None:
            if len(self._cache) > 100_000:
                self._cache.clear()
            ids = self._tokenizer.encode(word.translate(PLAIN), add_special_tokens=False).ids
            known = self._cache[word] = (ids or [self.unknown], shape_of(word))
        return known

    def window(self, words: list[str]) -> Pieces:
        """Return the pieces of a sequence of words, between the encoder's start and end marks."""
        ids, shapes, first, last = [self._start], [OTHER], [], []
        for word in words:
            pieces, shape = self.word(word)
            first.append(len(ids))
            ids += pieces
            shapes += [shape] * len(pieces)
            last.append(len(ids) - 1)
        arrays = (np.array(row, dtype=np.int64) for row in ([*ids, self._end], [*shapes, OTHER], first, last))
        return Pieces(*arrays)
