"""Where the paragraphs of a text begin and end."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

SHORTEST_WRAPPED, LONGEST_WRAPPED = 50, 100  # characters a line, of text cut to a width; mail and wires use 60 to 80
FEWEST_WRAPPED = 3  # line breaks inside blocks before a text can be called wrapped
WRAPPED_SHARE = 0.7
BROKEN_SHARE = 0.5  # of such lines, how many must break off inside a sentence
SLACK = 8  # characters that a cut line may leave free though the next word would fit
SENTENCE_ENDS = (".", "!", "?", ":", ";", '"', "”", "’", ")")


class Paragraph(NamedTuple):
    """A half-open span of a text that begins and ends with something other than white space."""

    char_start: int
    char_end: int


def split_paragraphs(text: str, start: int = 0) -> list[Paragraph]:
    """Return the paragraphs of a text from an offset on, in order.

    A blank line and a single line break both separate, unless the text is cut to a width: then a break
    separates only where the line ends well before that width.
    """
    blocks = _blocks(_lines(text, start))
    width = _wrap_width(text, blocks)
    return [Paragraph(part[0].char_start, part[-1].char_end) for block in blocks for part in _parts(text, block, width)]


def _lines(text: str, start: int) -> list[Paragraph]:
    """Return the spans of all lines, without white space around them; a blank line has no length."""
    lines = []
    for line in text[start:].splitlines(keepends=True):
        left = len(line) - len(line.lstrip())
        lines.append(Paragraph(start + left, start + max(left, len(line.rstrip()))))
        start += len(line)
    return lines


def _blocks(lines: Iterable[Paragraph]) -> list[list[Paragraph]]:
    """Return runs of lines with no blank line between them."""
    blocks: list[list[Paragraph]] = [[]]
    for line in lines:
        if line.char_end > line.char_start:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _wrap_width(text: str, blocks: Sequence[Sequence[Paragraph]]) -> int | None:
    """Return the width a text is cut to: most broken lines are about as long, and break off inside a sentence."""
    broken = [(line, below) for block in blocks for line, below in pairwise(block)]
    wrapped = [(line, below) for line, below in broken if SHORTEST_WRAPPED <= _length(line) <= LONGEST_WRAPPED]
    if len(wrapped) < FEWEST_WRAPPED or len(wrapped) < WRAPPED_SHARE * len(broken):
        return None
    inside = sum(1 for line, below in wrapped if _breaks_sentence(text, line, below))
    return max(_length(line) for line, _ in wrapped) if inside >= BROKEN_SHARE * len(wrapped) else None


def _breaks_sentence(text: str, line: Paragraph, below: Paragraph) -> bool:
    return not text[line.char_start : line.char_end].endswith(SENTENCE_ENDS) and not text[below.char_start].isupper()


def _parts(text: str, block: Sequence[Paragraph], width: int | None) -> list[list[Paragraph]]:
    """Cut a block into the lines that belong together."""
    parts = [[block[0]]]
    for line, below in pairwise(block):
        if width is not None and _is_cut(text, line, below, width):
            parts[-1].append(below)
        else:
            parts.append([below])
    return parts


def _is_cut(text: str, line: Paragraph, below: Paragraph, width: int) -> bool:
    """Whether a line ends because it is full: the word below would not have fitted."""
    first_word = text[below.char_start : below.char_end].split(maxsplit=1)[0]
    return _length(line) + 1 + len(first_word) > width - SLACK


def _length(line: Paragraph) -> int:
    return line.char_end - line.char_start
