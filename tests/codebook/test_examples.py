"""Every frame, cue and operator yields the claim that its own example expects."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pipeline.claims.events import SYMMETRIC
from pipeline.codebook import load_codebook
from pipeline.codebook.words import Cue, Expected, Frame, Operator

CODEBOOK = load_codebook()
ENTRIES: dict[str, Frame | Cue | Operator] = {
    **{f"frames.tsv {frame.frame_id}": frame for frame in CODEBOOK.frames},
    **{f"cues.tsv {cue.cue_id}": cue for cue in CODEBOOK.cues},
    **{f"operators.tsv {operator.operator_id}": operator for operator in CODEBOOK.operators},
}
Row = dict[str, Any]


@pytest.fixture(scope="module")
def claims(read: Callable[[Sequence[str]], list[list[Row]]]) -> dict[str, list[Row]]:
    """The claims of every example, read in one go."""
    return dict(zip(ENTRIES, read([entry.example for entry in ENTRIES.values()]), strict=True))


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_yields_what_its_example_expects(name: str, claims: dict[str, list[Row]]) -> None:
    entry, rows = ENTRIES[name], claims[name]
    missing = [expected for expected in entry.expected if not any(is_met(expected, row) for row in rows)]
    assert not missing, f"{name}: {entry.example!r} gives {[brief(row) for row in rows]}"
    if isinstance(entry, Frame):
        assert any(entry.frame_id in row["rule_id"].split("+") for row in rows), (
            f"{name}: another frame takes its example: {[brief(row) for row in rows]}"
        )


def is_met(expected: Expected, row: Row) -> bool:
    found = (row["source_code"], row["event_type"], row["polarity"], row["modality"])
    pair = (row["actor_code"], row["target_code"])
    wanted = (expected.actor, expected.target)
    same_pair = pair == wanted or (expected.event in SYMMETRIC and pair == wanted[::-1])
    return same_pair and found == (expected.holder, expected.event, expected.polarity, expected.modality)


def brief(row: Row) -> str:
    columns = ("source_code", "actor_code", "event_type", "target_code", "polarity", "modality", "rule_id")
    return " ".join(row[column] for column in columns)


def test_every_light_verb_lends_its_subject(read: Callable[[Sequence[str]], list[list[Row]]]) -> None:
    verbs = CODEBOOK.light_verbs
    silent = [verb.light_verb_id for verb, rows in zip(verbs, read([verb.example for verb in verbs]), strict=True) if not rows]
    assert not silent, f"light_verbs.tsv: no claim from the examples of {silent}"
