"""What came out, in a short table, and what to type next."""

import os

import duckdb
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from assets.home import Warehouse
from assets.io import ALL, PER_BATCH, count_current
from pipeline.tables.contract import table_path

WORDS = {
    "documents": "documents",
    "rejected_documents": "rejected",
    "sentences": "sentences",
    "entities": "mentions",
    "attributions": "attributions",
    "claims": "claims",
    "copies": "copies",
    "actor_relations": "relations",
}


def summarise(warehouse: Warehouse, *, seconds: float) -> None:
    """Print how many live rows each table holds, and the commands that come next."""
    console = Console()
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold", justify="right")
    table.add_column()
    counts = count_rows(warehouse)
    for name, n in counts.items():
        table.add_row(f"{n:,}", name)
    console.print(table)
    if not counts["documents"] + counts["rejected"]:
        console.print(
            f"No documents in {warehouse.documents} yet: put texts, pages, PDFs, mails or feeds there.", soft_wrap=True, highlight=False
        )
    console.print(f"In {warehouse.folder}, {seconds:.0f} s. Next: {_next_commands()}", soft_wrap=True, highlight=False)


def count_rows(warehouse: Warehouse) -> dict[str, int]:
    """Return the number of live rows of each table, of contested claims, and of corrections where there are any."""
    counts = {word: count_current(warehouse, name) for name, word in WORDS.items() if name in PER_BATCH}
    for name in ("copies", "actor_relations"):
        path = table_path(warehouse.folder, name, ALL)
        counts[WORDS[name]] = pq.read_metadata(path).num_rows if path.exists() else 0
    return counts | _count_marts(warehouse)


def _count_marts(warehouse: Warehouse) -> dict[str, int]:
    """Return what only the database tells; nothing where there is none that this version made."""
    database = warehouse.folder / "warehouse.duckdb"
    if not database.exists():
        return {}
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            contested = connection.execute("select count(*) from contested_claims").fetchone()
            corrected = connection.execute("select status, count(*) from corrections_applied group by status order by status").fetchall()
    except duckdb.Error:
        return {}
    return {"contested": int(contested[0]) if contested else 0} | {f"corrections {status}": int(n) for status, n in corrected}


def _next_commands() -> str:
    given = "".join(f" {name}={os.environ[f'SAYSO_{name}']}" for name in ("DOCUMENTS", "WAREHOUSE", "CORRECTIONS") if _is_given(name))
    return f"make ui{given} · make sql{given}"


def _is_given(name: str) -> bool:
    return os.environ.get(f"SAYSO_{name}", "") not in {"", {"DOCUMENTS": "samples", "WAREHOUSE": "warehouse", "CORRECTIONS": ""}[name]}
