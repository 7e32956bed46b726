"""The best tree over a sentence: maximum spanning arborescence with a single root."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]
NEVER = -1e9


def best_tree(scores: Floats) -> list[int]:
    """Return the head of each word, counted from 1, 0 for the root.

    `scores` is [n, n + 1]: the score of each head for each word, column 0 the root. Exactly one word hangs from the root.
    """
    n = scores.shape[0]
    table = np.array(scores, dtype=np.float64)
    table[np.arange(n), np.arange(1, n + 1)] = NEVER
    heads = table.argmax(axis=1)
    if is_tree(heads):
        return [int(head) for head in heads]
    root = best_root(table)
    table[:, 0] = NEVER
    table[root] = NEVER
    table[root, 0] = 0.0
    square = np.full((n + 1, n + 1), NEVER)
    square[1:] = table
    return [int(head) for head in spanning_tree(square)[1:]]


def is_tree(heads: Ints) -> bool:
    """Return whether heads form one tree with one root."""
    if int((heads == 0).sum()) != 1:
        return False
    state = [0] * (len(heads) + 1)
    for word in range(1, len(heads) + 1):
        path, at = [], word
        while at and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at - 1])
        if at and state[at] == 1:
            return False
        for seen in path:
            state[seen] = 2
    return True


def best_root(table: Floats) -> int:
    """Return the word that loses least by hanging from the root rather than from its best other head."""
    return int((table[:, 0] - table[:, 1:].max(axis=1)).argmax()) if table.shape[0] > 1 else 0


def spanning_tree(scores: Floats) -> Ints:
    """Return the head of each node of a maximum spanning arborescence from node 0, by contracting cycles (Chu-Liu-Edmonds).

    `scores` is [n, n]: row a node, column its head. The first entry of the result means nothing.
    """
    heads: Ints = scores.argmax(axis=1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.flatnonzero(inside)
    kept = scores[members, heads[members]]
    n = len(outside)
    smaller = np.full((n + 1, n + 1), NEVER)
    smaller[:n, :n] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, members)]
    entering = scores[np.ix_(members, outside)] - kept[:, None]
    smaller[:n, n] = leaving.max(axis=1)
    smaller[n, :n] = entering.max(axis=0)
    found = spanning_tree(smaller)
    result: Ints = heads.copy()
    for i, node in enumerate(outside):
        result[node] = members[leaving[i].argmax()] if found[i] == n else outside[found[i]]
    entry = outside[found[n]]
    result[members[entering[:, found[n]].argmax()]] = entry
    result[0] = 0
    return result


def find_cycle(heads: Ints) -> list[int] | None:
    """Return the nodes of one cycle, or None; node 0 is the root."""
    done = [False] * len(heads)
    done[0] = True
    for start in range(1, len(heads)):
        path: list[int] = []
        at = start
        while not done[at]:
            done[at] = True
            path.append(at)
            at = int(heads[at])
        if at in path:
            return path[path.index(at) :]
    return None
