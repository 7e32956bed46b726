"""Share the documents of a batch between processes: the rows are the same, since no document depends on another."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.contract import Contract
from pipeline.tables.workers import Workers

WORTH_PROCESSES = 10_000  # rows, the sentences of some 500 news stories, from which on starting processes pays
PARTS = 16  # for each process, so that all of them end at about the same time
Known = TypeVar("Known")
Ready = TypeVar("Ready")


def share_documents(
    work: Callable[..., pa.Table], contract: Contract, *tables: pa.Table, known: Known, prepare: Callable[[Known], Ready], workers: Workers
) -> pa.Table:
    """Return what `work` makes of what is prepared and of tables with `document_id`, whole documents to each process.

    The rows of the longest table tell how much work it is; both functions must be a module's own.
    """
    sharing = workers.if_worth(max(table.num_rows for table in tables), least=WORTH_PROCESSES)
    parts: Iterable[Sequence[pa.Table]] = [tables] if sharing.number < 2 else split_documents(tables, PARTS * sharing.number)
    found = sharing.map(partial(_work_on_part, work), known, parts, prepare=prepare)
    return contract.sort(pa.concat_tables([contract.empty(), *found]))


def _work_on_part(work: Callable[..., pa.Table], ready: Ready, part: Sequence[pa.Table]) -> pa.Table:
    return work(ready, *part)


def split_documents(tables: Sequence[pa.Table], n_parts: int) -> Iterator[list[pa.Table]]:
    """Yield the tables in parts of whole documents, with about as many rows of the longest of the tables in each."""
    tables = [table.combine_chunks() for table in tables]  # a part of one chunk is cut several times as fast as one of hundreds
    longest = max(tables, key=lambda table: table.num_rows)
    counts = pc.value_counts(longest["document_id"])
    ends = np.cumsum(counts.field("counts").to_numpy())
    place = np.minimum((ends - 1) * n_parts // max(int(ends[-1]), 1), n_parts - 1) if len(ends) else ends
    of_part = [counts.field("values").filter(pa.array(place == part)) for part in range(n_parts)]
    others = pc.unique(pa.chunked_array([ids for table in tables for ids in table["document_id"].chunks] or [[]], pa.string()))
    of_part[0] = pa.concat_arrays([of_part[0], others.filter(pc.invert(pc.is_in(others, value_set=counts.field("values"))))])
    for ids in of_part:
        if len(ids):
            yield [table.filter(pc.is_in(table["document_id"], value_set=ids)) for table in tables]
