"""Names: the best legal tags, and their spans."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.names import best_names, may_follow, name_spans

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")


@given(st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=1, max_size=4))
def test_the_best_legal_tags_are_found(rows: list[list[int]]) -> None:
    scores = np.array(rows, dtype=np.float32)
    legal = [
        path
        for path in product(range(5), repeat=len(rows))
        if all(may_follow(TAGS[tag], before) for before, tag in zip(["O", *(TAGS[i] for i in path)], path, strict=False))
    ]
    best = max(sum(row[tag] for row, tag in zip(rows, path, strict=True)) for path in legal)
    found = [TAGS.index(tag) for tag in best_names(scores, TAGS)]
    assert tuple(found) in legal
    assert sum(row[tag] for row, tag in zip(rows, found, strict=True)) == best


def test_two_names_may_touch() -> None:
    assert name_spans("B-LOC B-LOC I-LOC O B-PER".split()) == [(0, 1, "LOC"), (1, 3, "LOC"), (4, 5, "PER")]
