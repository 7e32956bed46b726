"""What the page draws, asked of the database: few enough rows for a browser, however many claims there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.models.ask import Row, asking
from pipeline.models.parse import find_reads, parse_query

QUERIES = Path(__file__).parent / "queries"
READS = sorted({name for path in QUERIES.glob("*.sql") for name in find_reads(parse_query(path.read_text("utf-8"), path.name), path.name)})
"""The views and marts that the queries read."""
N_CELLS, N_SOURCES, N_PROPOSITIONS, N_SAYINGS = 12_000, 200, 60, 4
"""At most so many rows of each counting, sources to choose, propositions of a status (contested: twice as many), sentences of a side."""
DAYS_TO_COUNT_SINGLY = 92
"""Where nine of ten dated claims lie within so many days they are counted by the day, else by the month."""


@dataclass(frozen=True)
class Rows:
    """The rows of each query; `unit` is day or month."""

    unit: str
    totals: Row
    events: list[Row]
    moments: list[Row]
    cells: list[Row]
    propositions: list[Row]
    sides: list[Row]
    sayings: list[Row]
    names: list[Row]


def collect_rows(warehouse: Path) -> Rows:
    """Return what the page draws of a warehouse."""
    with asking(warehouse) as ask:
        totals = ask(_query("totals"))[0]
        unit = "day" if totals["early_on"] and (totals["late_on"] - totals["early_on"]).days <= DAYS_TO_COUNT_SINGLY else "month"
        events, moments = ask(_query("events")), ask(_query("moments"), unit=unit)
        cells = ask(_query("cells"), unit=unit, n_cells=N_CELLS, n_sources=N_SOURCES)
        propositions = ask(_query("propositions"), n_propositions=N_PROPOSITIONS)
        chosen = [row["proposition_id"] for row in propositions]
        sides = ask(_query("sides"), propositions=chosen)
        sayings = ask(_query("sayings"), propositions=chosen, n_sayings=N_SAYINGS)
        names = ask(_query("names"), codes=sorted(_codes_of(cells) | _codes_of(propositions) | _codes_of(sayings) | _holders_of(sides)))
        return Rows(unit, totals, events, moments, cells, propositions, sides, sayings, names)


def _codes_of(rows: Iterable[Row]) -> set[str]:
    return {row[name] for row in rows for name in ("actor_code", "target_code", "holder_code") if row.get(name)}


def _holders_of(sides: Iterable[Row]) -> set[str]:
    return {code for side in sides for code in side["holders"]}


def _query(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
