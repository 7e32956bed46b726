"""The tree decoder: always one tree, with one root, and the best one."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language.trees import best_tree, is_tree


def total(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


@given(st.integers(1, 4), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_small_trees_are_as_good_as_any_with_their_root(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1))
    heads = best_tree(scores)
    root = heads.index(0)
    every = [list(h) for h in product(range(n + 1), repeat=n) if is_tree(np.array(h)) and all(h[w] != w + 1 for w in range(n))]
    best = max(total(scores, h) for h in every if h.index(0) == root)
    assert heads in every
    assert total(scores, heads) == pytest.approx(best)


@given(st.integers(1, 60), st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_any_scores_give_a_tree(n: int, seed: int) -> None:
    assert is_tree(np.array(best_tree(np.random.default_rng(seed).normal(size=(n, n + 1)))))
