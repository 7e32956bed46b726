"""Sentences written for this project with all their claims: `python -m evaluation.sentences` shows how many are right.

A sentence passes where exactly its claims are found. What is known to fail is marked with what is wrong, by `--mark`, and a test wants it
to fail still.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evaluation.figures import BUILD, merge_figures
from evaluation.reading import document_id, read_texts
from pipeline.claims.participants import SYMMETRIC
from pipeline.codebook import Codebook, load_codebook
from pipeline.codebook.rows import read_rows
from pipeline.codebook.words import Expected, read_expected
from pipeline.language.engine import Engine, load_engine

FILE = Path(__file__).with_name("gold") / "sentences.tsv"
COLUMNS = ("sentence_id", "construction", "example", "expected", "known_failure")
PUBLISHED_ON = date(2024, 10, 1)


@dataclass(frozen=True)
class GoldSentence:
    """A sentence, the claims that the annotation guide finds in it, and what is known to go wrong."""

    sentence_id: str
    construction: str
    text: str
    expected: frozenset[Expected]
    known_failure: str


def load_sentences(path: Path = FILE) -> tuple[GoldSentence, ...]:
    """Load the sentences; CodebookError names the line that is wrong."""
    return tuple(
        GoldSentence(row["sentence_id"], row["construction"], row["example"], in_order(read_expected(row)), row["known_failure"])
        for row in read_rows(path, COLUMNS, ("sentence_id",))
    )


def in_order(claims: Iterable[Expected]) -> frozenset[Expected]:
    """Return claims as a set, the parties of symmetric events in the order of the alphabet."""
    return frozenset(
        Expected(c.holder, c.target, c.event, c.actor, c.polarity, c.modality) if c.event in SYMMETRIC and c.target < c.actor else c
        for c in claims
    )


def find_claims_in(sentences: Sequence[GoldSentence], engine: Engine, codebook: Codebook) -> dict[str, frozenset[Expected]]:
    """Return the claims that are found in each sentence, read as a document of its own."""
    tables = read_texts([sentence.text for sentence in sentences], engine, codebook, published_on=PUBLISHED_ON)
    found: dict[str, list[Expected]] = {document_id(i): [] for i in range(len(sentences))}
    for row in tables.claims.to_pylist():
        found[row["document_id"]].append(as_expected(row))
    return {sentence.sentence_id: in_order(claims) for sentence, claims in zip(sentences, found.values(), strict=True)}


def as_expected(row: Mapping[str, Any]) -> Expected:
    parties = row["actor_code"], row["event_type"], row["target_code"]
    return Expected(row["source_code"], *parties, row["polarity"], row["modality"])


def what_is_wrong(sentence: GoldSentence, found: frozenset[Expected]) -> str:
    """Return the claims that are missed and those that are found beside, nothing where all is right."""
    missed, beside = (", ".join(sorted(map(brief, claims))) for claims in (sentence.expected - found, found - sentence.expected))
    return "; ".join(f"{what} {claims}" for what, claims in (("misses", missed), ("finds", beside)) if claims)


def brief(claim: Expected) -> str:
    """Return a claim in the notation of the codebook."""
    holder = "" if claim.holder == "AUTHOR" else f"{claim.holder}: "
    flags = [flag for flag in (claim.polarity, claim.modality) if flag not in ("affirmed", "actual")]
    return " ".join([f"{holder}{claim.actor}", claim.event, claim.target, *flags])


def mark(sentences: Sequence[GoldSentence], found: Mapping[str, frozenset[Expected]], path: Path = FILE) -> None:
    """Write the file anew with what is wrong now."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = {sentence.sentence_id: what_is_wrong(sentence, found[sentence.sentence_id]) for sentence in sentences}
    lines = ["\t".join([*(row[column] for column in COLUMNS[:-1]), wrong[row["sentence_id"]]]) for row in rows]
    path.write_text("\n".join(["\t".join(COLUMNS), *lines]) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how many sentences are right, by construction, and those that are not; with `--mark` write down what is wrong."""
    parser = argparse.ArgumentParser(prog="evaluation.sentences", description=__doc__)
    parser.add_argument("--mark", action="store_true", help="write what is wrong into the file")
    given = parser.parse_args(arguments)
    sentences = load_sentences()
    found = find_claims_in(sentences, load_engine(), load_codebook())
    right, total = Counter[str](), Counter[str]()
    for sentence in sentences:
        wrong = what_is_wrong(sentence, found[sentence.sentence_id])
        total[sentence.construction] += 1
        right[sentence.construction] += not wrong
        if wrong:
            print(f"{sentence.sentence_id}: {sentence.text}\n    {wrong}")
    for construction in sorted(total):
        print(f"{right[construction]:4} of {total[construction]:4}  {construction}")
    print(f"{right.total():4} of {total.total():4}  all")
    merge_figures(BUILD / "quality.json", {"sentences_right": right.total() / total.total()})
    if given.mark:
        mark(sentences, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
