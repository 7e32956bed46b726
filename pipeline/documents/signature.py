"""What tells of a body whether another says nearly the same: a hash of its words, and a MinHash of its runs of five words."""

import hashlib
import re
import unicodedata
from typing import Any

RUN = 5  # words: a run of so many hardly ever stands in two stories by chance
FEWEST_RUNS = 96  # what has fewer is a notice, where one word may be the news: only its very words make a copy
LENGTH, SEED, SCHEME = 128, 1, "affine32"
"""Of the MinHash: a share of common runs is estimated with a standard error of 0.045 at most. The values stay in the warehouse."""
RUNS_AT_ONCE = 8_192  # bounds the memory for a very long text
WORD = re.compile(r"\w+")


def sign_body(body: str) -> dict[str, Any]:
    """Return the columns of `documents` by which copies are found; case, white space and punctuation do not count.

    `signature` has LENGTH numbers, or none where the body has fewer than FEWEST_RUNS different runs; `n_runs` is then 0.
    """
    words = WORD.findall(unicodedata.normalize("NFKC", body).casefold())
    runs = sorted({" ".join(words[i : i + RUN]).encode() for i in range(len(words) - RUN + 1)})
    is_signed = len(runs) >= FEWEST_RUNS
    return {
        "body_sha256": hashlib.sha256((" ".join(words) or body).encode()).hexdigest(),
        "n_runs": len(runs) if is_signed else 0,
        "signature": _sign(runs) if is_signed else [],
    }


def _sign(runs: list[bytes]) -> list[int]:
    from datasketch import MinHash  # here, since it takes half a second to import and most processes read no document

    found = MinHash(LENGTH, seed=SEED, scheme=SCHEME)
    for start in range(0, len(runs), RUNS_AT_ONCE):
        found.update_batch(runs[start : start + RUNS_AT_ONCE])
    return [int(value) for value in found.hashvalues]
