"""Ask the database several things of one state."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.models.connect import open_database

Row = dict[str, Any]
Ask = Callable[..., list[Row]]


@contextmanager
def asking(warehouse: Path) -> Iterator[Ask]:
    """Yield a function from a query and its parameters to rows; all see the same state, whatever is written meanwhile."""
    with open_database(warehouse) as connection:

        def ask(sql: str, **parameters: Any) -> list[Row]:
            rows: list[Row] = connection.sql(sql, params=parameters).to_arrow_table().to_pylist()
            return rows

        yield ask
