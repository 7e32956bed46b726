"""Quotations: the stretches between quote marks of a paragraph, over one sentence or several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.language.tree import Tree

OPENING, CLOSING, EITHER = frozenset("“„«"), frozenset("”»"), frozenset(('"', "''", "``"))


@dataclass(frozen=True)
class Quotation:
    """One quotation: its span between the marks, and the indices of the sentences it touches."""

    char_start: int
    char_end: int
    first: int
    last: int


def find_quotations(trees: Sequence[Tree]) -> list[Quotation]:
    """Return the quotations of one document's sentences; a quotation never leaves its paragraph, a half one ends with it."""
    found: list[Quotation] = []
    for _, group in groupby(range(len(trees)), key=lambda i: trees[i].paragraph_index):
        found += quotations_of_paragraph(trees, list(group))
    return found


def quotations_of_paragraph(trees: Sequence[Tree], indices: list[int]) -> Iterator[Quotation]:
    opened: tuple[int, int] | None = None
    end = 0
    for i in indices:
        tree = trees[i]
        for stop, form in zip(tree.end, tree.form, strict=True):
            is_mark = form in EITHER
            if opened is None and (form in OPENING or is_mark):
                opened = (stop, i)
            elif opened is not None and (form in CLOSING or is_mark):
                if end > opened[0]:
                    yield Quotation(opened[0], end, opened[1], i)
                opened = None
            end = stop
    if opened is not None and end > opened[0]:
        yield Quotation(opened[0], end, opened[1], indices[-1])
