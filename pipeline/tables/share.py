"""Share the documents of a batch between processes: the rows are the same, since no document depends on another."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.tables.contract import Contract
from pipeline.tables.orphans import end_with_parent

WORTH_PROCESSES = 10_000  # sentences, some 500 news stories, from which on starting processes pays


def is_worth_sharing(sentences: pa.Table, workers: int) -> bool:
    return workers > 1 and sentences.num_rows >= WORTH_PROCESSES


def share_documents(work: Callable[..., pa.Table], contract: Contract, *tables: pa.Table, workers: int) -> pa.Table:
    """Return what `work` makes of tables with `document_id`, whole documents to each process; it must be picklable."""
    parts = split_documents(tables, workers)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        return contract.sort(pa.concat_tables([contract.empty(), *pool.map(work, *zip(*parts, strict=True))]))


def split_documents(tables: Sequence[pa.Table], n_parts: int) -> list[list[pa.Table]]:
    """Return the tables in parts of whole documents, with about as many rows of the longest of the tables in each."""
    longest = max(tables, key=lambda table: table.num_rows)
    counts = pc.value_counts(longest["document_id"])
    ends = np.cumsum(counts.field("counts").to_numpy())
    place = np.minimum((ends - 1) * n_parts // max(int(ends[-1]), 1), n_parts - 1) if len(ends) else ends
    of_part = [counts.field("values").filter(pa.array(place == part)) for part in range(n_parts)]
    others = pc.unique(pa.chunked_array([ids for table in tables for ids in table["document_id"].chunks] or [[]], pa.string()))
    of_part[0] = pa.concat_arrays([of_part[0], others.filter(pc.invert(pc.is_in(others, value_set=counts.field("values"))))])
    return [[table.filter(pc.is_in(table["document_id"], value_set=ids)) for table in tables] for ids in of_part if len(ids)]
