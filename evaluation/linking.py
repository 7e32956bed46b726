"""How long it takes to sign documents and to link copies among many: a part of `make bench`.

usage: python -m evaluation.linking
"""

import time
from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
from rich.console import Console
from rich.table import Table

from evaluation.figures import BUILD, merge_figures
from pipeline.copies.link import link_copies
from pipeline.documents.signature import LENGTH, sign_body

SIZES = (1_000, 10_000, 100_000)
COPIED, KEPT = 0.2, 0.85  # share of documents that copy another; share of values that a copy keeps
TEMPLATE = 0.7  # share of values that documents of one template have in common
WORDS, TEXTS = 400, 500
Generator = np.random.Generator


def invent_news(n: int, chance: Generator) -> np.ndarray:
    """Return signatures of which one in five is nearly that of another."""
    signatures = chance.integers(0, 2**32, (n, LENGTH), dtype=np.uint32)
    copies = np.flatnonzero(chance.random(n) < COPIED)
    kept = chance.random((len(copies), LENGTH)) < KEPT
    signatures[copies] = np.where(kept, signatures[chance.integers(0, n, len(copies))], signatures[copies])
    return signatures


def invent_template(n: int, chance: Generator) -> np.ndarray:
    """Return signatures that all share much, and no two enough for copies."""
    shared = chance.random((n, LENGTH)) < TEMPLATE
    return np.where(shared, chance.integers(0, 2**32, LENGTH, dtype=np.uint32), chance.integers(0, 2**32, (n, LENGTH), dtype=np.uint32))


def documents_of(signatures: np.ndarray) -> pa.Table:
    """Return documents with these signatures, published over a thousand days."""
    n = len(signatures)
    return pa.table(
        {
            "document_id": [f"{i:016x}" for i in range(n)],
            "source_path": [f"{i:07d}.txt" for i in range(n)],
            "published_on": pa.array(np.arange(n, dtype=np.int32) % 1_000).cast(pa.date32()),
            "body_sha256": [f"{i:064x}" for i in range(n)],
            "n_runs": np.full(n, 500),
            "signature": pa.ListArray.from_arrays(np.arange(n + 1, dtype=np.int32) * LENGTH, signatures.ravel()),
        }
    )


def took(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that some work takes: the wall clock depends on what else runs."""
    began = time.process_time()
    work()
    return time.process_time() - began


def measure() -> dict[str, float]:
    chance, figures = np.random.default_rng(1), {}
    for n in SIZES:
        for name, invent in (("news", invent_news), ("template", invent_template)):
            documents = documents_of(invent(n, chance))
            figures[f"link_{name}_{n}_cpu_seconds"] = took(lambda documents=documents: link_copies(documents))
    texts = [" ".join(f"word{word}" for word in chance.integers(0, 20_000, WORDS)) for _ in range(TEXTS)]
    sign_body(texts[0])
    figures["signed_words_per_cpu_second"] = WORDS * TEXTS / took(lambda: [sign_body(text) for text in texts])
    return figures


def table_of(figures: dict[str, float]) -> Table:
    table = Table("figure", "value", title="Copies, processor time of one run", title_justify="left")
    for key, value in figures.items():
        table.add_row(key, f"{value:,.2f}")
    return table


def main(_arguments: Sequence[str] | None = None) -> int:
    """Measure, print, add to `build/performance.json`."""
    figures = measure()
    merge_figures(BUILD / "performance.json", {key: round(value, 2) for key, value in figures.items()})
    Console().print(table_of(figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
