"""Find what is nearly the same by MinHash signatures: those that agree on a band of values are compared, and no others."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

NEAR = 0.70  # share of common runs from which two documents are one story
CUT, LEAST = 0.85, 0.40  # share of its own runs, and of those of both, that a shortened story has in common with its original
BAND = 3  # values: of two documents with 40 % in common, 94 in 100 agree on some band; unrelated ones hardly ever do
CROWD = 50  # originals of a band's value that are compared; the values of a template are shared by thousands
MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Near:
    """For each row: the row of its original, its own where it is one; whether it is the original cut short; how much is common."""

    original: np.ndarray
    is_cut: np.ndarray
    similarity: np.ndarray
    copied_share: np.ndarray


def find_near(signatures: np.ndarray, n_runs: np.ndarray) -> Near:
    """Return which rows copy which, from signatures (rows of uint32) and the number of runs of each, in the order of publication.

    A row is compared with the originals before it that share a band; the most similar is its own, the earliest of several.
    A row that copies none is an original itself. So no copy is linked by way of another, and a story that drifts from
    update to update does not become one chain.
    """
    n = len(signatures)
    near = Near(np.arange(n), np.zeros(n, dtype=bool), np.ones(n), np.ones(n))
    buckets = _find_buckets(signatures)
    originals: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero((buckets >= 0).any(axis=1)).tolist():
        mine = buckets[row][buckets[row] >= 0].tolist()
        others = sorted({other for bucket in mine for other in originals[bucket]})
        if not (others and _compare(near, row, np.array(others), signatures, n_runs)):
            for bucket in mine:
                if len(originals[bucket]) < CROWD:
                    originals[bucket].append(row)
    return near


def _compare(near: Near, row: int, others: np.ndarray, signatures: np.ndarray, n_runs: np.ndarray) -> bool:
    """Note the most similar of other rows of which a row is a copy; return whether there is one."""
    similarity = (signatures[others] == signatures[row]).mean(axis=1)
    common = similarity / (1 + similarity) * (n_runs[others] + n_runs[row])
    copied_share = np.minimum(common / n_runs[row], 1.0)
    is_copy = (similarity >= NEAR) | ((similarity >= LEAST) & (copied_share >= CUT))
    if not is_copy.any():
        return False
    best = int(np.argmax(np.where(is_copy, similarity, -1.0)))
    near.original[row], near.is_cut[row] = others[best], similarity[best] < NEAR
    near.similarity[row], near.copied_share[row] = similarity[best], copied_share[best]
    return True


def _find_buckets(signatures: np.ndarray) -> np.ndarray:
    """Return for each row and band a number shared by the rows that agree on the band; -1 where a row agrees with none."""
    n, length = signatures.shape
    buckets = np.full((n, length // BAND), -1, dtype=np.int32)
    for band in range(length // BAND):
        values = np.zeros(n, dtype=np.uint64)
        for column in range(band * BAND, (band + 1) * BAND):
            values = (values ^ signatures[:, column]) * MIX
        ordered = np.sort(values)
        shared = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
        if shared.size:
            place = np.minimum(np.searchsorted(shared, values), shared.size - 1)
            buckets[:, band] = np.where(shared[place] == values, place + band * n, -1)
    return buckets
