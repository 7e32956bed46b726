"""Names as BIO tags: the best sequence of them, and the spans that it gives."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
NameSpan = tuple[int, int, str]
NEVER = -1e9


def best_names(scores: Floats, tags: tuple[str, ...]) -> list[str]:
    """Return the best sequence of tags in which an I- follows a B- or I- of its own type, for the scores [W, T] of a sentence's words."""
    greedy = [tags[i] for i in scores.argmax(axis=1)]
    if all(may_follow(tag, before) for before, tag in zip(["O", *greedy], greedy, strict=False)):
        return greedy
    steps = legal_steps(tags)
    best, back = scores[0] + steps[tags.index("O")], []
    for row in scores[1:]:
        onward = best[:, None] + steps
        back.append(onward.argmax(axis=0))
        best = onward.max(axis=0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [tags[i] for i in reversed(path)]


def may_follow(tag: str, before: str) -> bool:
    return not tag.startswith("I-") or before[2:] == tag[2:]


@cache
def legal_steps(tags: tuple[str, ...]) -> Floats:
    """Return [T, T]: 0 where a tag may follow another, `NEVER` elsewhere."""
    return np.array([[0.0 if may_follow(tag, before) else NEVER for tag in tags] for before in tags], dtype=np.float32)


def name_spans(tags: Sequence[str]) -> list[NameSpan]:
    """Return first word, end (exclusive) and type of each name in BIO tags; an I- that continues nothing opens a name."""
    found: list[NameSpan] = []
    for i, tag in enumerate(tags):
        prefix, _, kind = tag.partition("-")
        if prefix == "I" and found and found[-1][1:] == (i, kind):
            found[-1] = (found[-1][0], i + 1, kind)
        elif prefix in ("B", "I"):
            found.append((i, i + 1, kind))
    return found
