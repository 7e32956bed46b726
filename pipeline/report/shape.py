"""Give the rows the shape in which the page wants them: short, and with the text cut where it is marked."""

import json
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from pipeline.models.ask import Row
from pipeline.report.collect import Rows

COUNTINGS = {"by_relation": (False, False), "by_period": (False, True), "by_source": (True, False), "by_both": (True, True)}
"""Whether each counting tells the sources apart, and the periods."""
WHEN = {
    "by_relation": "Relations",
    "by_period": "Where a period, or the times of an actor, are asked for",
    "by_source": "Where a source is chosen",
    "by_both": "Where a source and a period, or the times of a source, are asked for",
}
STANDS = ("affirmed", "denied", "possible")
AROUND = 300
"""Characters of context before and after a sentence, at most."""
BYTES = 1_600_000
"""What the propositions with their sentences may take, so that the page stays under 8 MB however long sentences are."""
NO_PERIOD = -1
Shaped = dict[str, Any]


def shape_rows(rows: Rows) -> Shaped:
    """Return what the page's script reads, ready for JSON."""
    periods = sorted({row["period_on"] for row in rows.moments if row["period_on"]})
    place: dict[date | None, int] = {period: i for i, period in enumerate(periods)} | {None: NO_PERIOD}
    sides = {key: list(group) for key, group in groupby(rows.sides, lambda row: row["proposition_id"])}
    sayings = {key: list(group) for key, group in groupby(rows.sayings, lambda row: row["proposition_id"])}
    shaped = (shape_proposition(row, sides[row["proposition_id"]], sayings[row["proposition_id"]]) for row in rows.propositions)
    propositions = list(keep_within(shaped, BYTES))
    return {
        "totals": shape_totals(rows.totals),
        "unit": rows.unit,
        "stands": STANDS,
        "events": rows.events,
        "names": {row["code"]: row["name"] for row in rows.names},
        "periods": periods,
        "period_ends": [last_day(first, rows.unit) for first in periods],
        "moments": [(row["event_type"], place[row["period_on"]], row["n"]) for row in rows.moments],
        **shape_cells(rows.cells, place),
        "propositions": propositions,
        "left_out": list(tell_left_out(rows.totals, rows.cells, propositions)),
    }


def keep_within(propositions: Iterable[Shaped], n_bytes: int) -> Iterable[Shaped]:
    """Yield propositions as long as what they take together is within a number of bytes."""
    for one in propositions:
        n_bytes -= len(json.dumps(one, ensure_ascii=False, default=str).encode())
        if n_bytes < 0:
            return
        yield one


def shape_totals(totals: Row) -> Shaped:
    """Return the numbers, those of the propositions by status."""
    numbers = {name: value for name, value in totals.items() if name.startswith("n_")}
    return numbers | {"statuses": {one["status"]: one["n"] for one in totals["statuses"] or ()}}


def shape_cells(cells: Sequence[Row], place: Mapping[date | None, int]) -> Shaped:
    """Return the relations and sources by place, and the four countings by column; `place` gives that of each period."""
    relations = sorted({_relation(row) for row in cells})
    sources = sorted({row["holder_code"] for row in cells if row["holder_code"]})
    at, source_at = ({value: i for i, value in enumerate(values)} for values in (relations, sources))
    counts: dict[str, Shaped] = {}
    for name, is_in in COUNTINGS.items():
        rows = [row for row in cells if (row["by_source"], row["by_period"]) == is_in]
        counts[name] = {column: [row[column] for row in rows] for column in ("n", "n_denied")}
        counts[name]["relation"] = [at[_relation(row)] for row in rows]
        counts[name]["source"] = [source_at[row["holder_code"]] for row in rows if row["by_source"]]
        counts[name]["period"] = [place[row["period_on"]] for row in rows if row["by_period"]]
        counts[name]["is_whole"] = all(row["is_whole"] for row in rows)
    return {"relations": relations, "sources": sources, "counts": counts}


def _relation(row: Row) -> tuple[str, str, str]:
    return row["actor_code"], row["event_type"], row["target_code"]


def shape_proposition(row: Row, sides: Iterable[Row], sayings: Iterable[Row]) -> Shaped:
    """Return a proposition with its sides and their sentences."""
    side_of = {side["stand"]: side for side in sides}
    return row | {
        "n_sayings": {stand: side_of[stand]["n_sayings"] if stand in side_of else 0 for stand in STANDS},
        "holders": {stand: side_of[stand]["holders"] if stand in side_of else [] for stand in STANDS},
        "sayings": [shape_saying(saying) for saying in sayings],
    }


def shape_saying(row: Row) -> Shaped:
    """Return who says it where, and the text cut into pieces with their marks."""
    kept = ("claim_id", "stand", "polarity", "modality", "source_kind", "source_name", "holder_code", "via", "said_on")
    place = ("title", "publisher", "published_on", "source_path")
    marks = [
        (name, row[start], row[end])
        for name, start, end in (
            ("sentence", "sentence_start", "sentence_end"),
            ("claim", "char_start", "char_end"),
            ("source", "source_start", "source_end"),
            ("cue", "cue_start", "cue_end"),
        )
        if row[start] is not None
    ]
    return {name: row[name] for name in kept + place} | {"pieces": cut_text(row["text"], row["text_start"], marks)}


def cut_text(text: str, start: int, marks: list[tuple[str, int, int]]) -> list[tuple[str, str]]:
    """Return a text in pieces, each with the names of the marks that cover it; the first mark is the sentence, kept whole.

    `start` is the offset of the text and all marks are offsets in the document; beyond the sentence the text is cut to AROUND characters.
    """
    _, sentence_start, sentence_end = marks[0]
    first, last = max(start, sentence_start - AROUND), min(start + len(text), sentence_end + AROUND)
    inside = [(name, max(begin, first), min(end, last)) for name, begin, end in marks]
    places = sorted({first, last} | {place for _, begin, end in inside if begin < end for place in (begin, end)})
    pieces = [
        (
            text[begin - start : end - start],
            " ".join(name for name, mark_start, mark_end in inside if mark_start <= begin and end <= mark_end),
        )
        for begin, end in pairwise(places)
    ]
    before, after = "… " if first > start else "", " …" if last < start + len(text) else ""
    return [(before, "")] * bool(before) + pieces + [(after, "")] * bool(after)


def last_day(first: date, unit: str) -> date:
    """Return the last day of a period."""
    return first if unit == "day" else first.replace(day=monthrange(first.year, first.month)[1])


def tell_left_out(totals: Row, cells: Iterable[Row], propositions: Sequence[Shaped]) -> Iterable[str]:
    """Yield sentences on what the database holds and the page does not."""
    counts = {name: [row for row in cells if (row["by_source"], row["by_period"]) == is_in] for name, is_in in COUNTINGS.items()}
    for name, rows in counts.items():
        n_relations = len({_relation(row) for row in rows})
        if rows and not rows[0]["is_whole"]:
            n = sum(row["n"] for row in rows)
            yield (
                f"{WHEN[name]}: {n_relations:,} of {totals['n_relations']:,} relations are counted, those with the most claims; "
                f"they have {n:,} of {totals['n_claims']:,} claims."
            )
    if len(propositions) < totals["n_propositions"]:
        yield f"Propositions: the {len(propositions):,} of {totals['n_propositions']:,} with the most holders, so many of each status."
    n_left = sum(sum(one["n_sayings"].values()) - len(one["sayings"]) for one in propositions)
    if n_left:
        yield f"Sentences: {n_left:,} more on these propositions; each side shows a few, first one of each holder."
    yield "All of it is in the database; to ask it, type make sql."
