"""The tables of a warehouse as they are to be read now, to be compared with those of another."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from assets.home import Warehouse
from assets.io import CONTRACT_OF, PER_BATCH, read_current, read_whole
from pipeline.models import load_models, open_database

MODELS = load_models(Path(__file__).parent.parent / "sql")
OVER_BATCHES = """
    select publisher, sum(columns('n_.*')), min(first_published_on), max(last_published_on) from coverage group by publisher order by all
"""
"""The one mart that tells of batches, which are others after another history: what it counts must be the same for all together."""


def tables_of(warehouse: Warehouse) -> Iterator[tuple[str, pa.Table]]:
    """Yield every table with its live rows, and every mart."""
    for name in CONTRACT_OF:
        yield name, read_current(warehouse, name) if name in PER_BATCH else read_whole(warehouse, name)
    with open_database(warehouse.folder) as database:
        for model in MODELS:
            if not model.is_view:
                yield model.name, database.sql(OVER_BATCHES if model.name == "coverage" else f"from {model.name}").to_arrow_table()


def assert_same_tables(given: Warehouse, wanted: Warehouse) -> None:
    pairs = list(zip(tables_of(given), tables_of(wanted), strict=True))
    assert [name for (name, one), (_, other) in pairs if not one.equals(other)] == []
