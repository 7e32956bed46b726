"""How right the copies are that are found: each pair of texts of `gold/copies`, in both orders; a part of `make eval`.

usage: python -m evaluation.copies
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import yaml
from rich.console import Console
from rich.table import Table

from evaluation.figures import BUILD, merge_figures
from pipeline.copies.link import link_copies
from pipeline.documents.signature import sign_body
from pipeline.tables import DOCUMENTS

GOLD = Path(__file__).parent / "gold" / "copies"


@dataclass(frozen=True)
class Pair:
    """Two texts, the first published a day before the second, and whether they are one story."""

    name: str
    is_copy: bool
    texts: tuple[str, str]


@dataclass(frozen=True)
class Found:
    """What was found of a pair: how the second copies the first, or None."""

    pair: Pair
    kind: str | None


def read_pairs() -> list[Pair]:
    """Return every pair of the gold in both orders."""
    paragraphs = yaml.safe_load((GOLD / "paragraphs.yaml").read_text(encoding="utf-8"))
    with (GOLD / "pairs.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    return list(_both_orders(rows, paragraphs))


def _both_orders(rows: Sequence[dict[str, str]], paragraphs: dict[str, str]) -> Iterator[Pair]:
    for row in rows:
        left, right = ("\n\n".join(paragraphs[name] for name in row[side].split()) for side in ("left", "right"))
        yield Pair(row["pair"], row["is_copy"] == "yes", (left, right))
        yield Pair(f"{row['pair']}, the other way round", row["is_copy"] == "yes", (right, left))


def judge(pairs: Sequence[Pair]) -> list[Found]:
    """Return what is found of each pair by itself."""
    return [Found(pair, next(iter(link_copies(documents_of(pair.texts))["kind"].to_pylist()), None)) for pair in pairs]


def documents_of(texts: Sequence[str]) -> pa.Table:
    """Return texts as documents, each published a day after the one before."""
    rows = [{"document_id": f"{i:05d}", "source_path": f"{i:05d}.txt", "published_on": date(2031, 5, 1 + i)} for i in range(len(texts))]
    return DOCUMENTS.table([row | sign_body(text) for row, text in zip(rows, texts, strict=True)])


def score(found: Sequence[Found]) -> tuple[float, float]:
    """Return precision and recall over pairs."""
    right = sum(1 for one in found if one.kind and one.pair.is_copy)
    return right / max(1, sum(1 for one in found if one.kind)), right / sum(1 for one in found if one.pair.is_copy)


def main() -> None:
    found = judge(read_pairs())
    table = Table("pair", "is", "found", title="Pairs that are judged wrongly", title_justify="left")
    for one in found:
        if bool(one.kind) != one.pair.is_copy:
            table.add_row(one.pair.name, "copy" if one.pair.is_copy else "another story", one.kind or "another story")
    precision, recall = score(found)
    merge_figures(BUILD / "quality.json", {"copies_precision": precision, "copies_recall": recall})
    console = Console()
    console.print(table)
    console.print(
        f"{len(found)} pairs, {sum(one.pair.is_copy for one in found)} of them copies: precision {precision:.3f}, recall {recall:.3f}"
    )


if __name__ == "__main__":
    main()
