"""Whether what rests in a batch's files is what was put there, and all of what the manifest says."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.tables.contract import Contract
from pipeline.tables.parquet import file_version

DOCUMENT, PATH = "document_id", "source_path"


def fault_of_file(path: Path, contract: Contract, version: str | None) -> str | None:
    """Return what is wrong with the file of a table, if something is; `version` is the data version reported when it was made.

    A file of these very bytes held the contract when it was written, so only its schema and key are looked at again.
    """
    try:
        if version is not None and file_version(path) != version:
            return "its bytes are not those that were written"
        if not pq.read_schema(path, memory_map=False).equals(contract.schema):
            return "its columns are not those of this version"
        keys = pq.read_table(path, columns=list(contract.key), memory_map=False)
    except (OSError, ValueError) as error:
        return f"it cannot be read: {' '.join(str(error).split())[:200]}"
    n_keys = keys.group_by(list(contract.key)).aggregate([]).num_rows
    return None if n_keys == keys.num_rows else f"its key {', '.join(contract.key)} is not unique"


def faults_of_batch(
    documents: pa.Table, rejected: pa.Table, others: Mapping[str, pa.Table], *, ids: Mapping[str, str], live: Collection[str]
) -> Iterator[str]:
    """Yield what is wrong between the tables of a batch and its files.

    `documents` has `document_id` and `source_path`, `rejected` has `source_path`, each of `others` (by table name) has
    `document_id`. `ids` gives the document id of each file of the batch, `live` its live files.
    """
    named = dict(zip(documents[PATH].to_pylist(), documents[DOCUMENT].to_pylist(), strict=True))
    if strange := sorted(path for path, found in named.items() if ids.get(path) != found):
        yield f"documents: {len(strange)} rows are not of the files in the manifest, such as {strange[0]}"
    times = Counter(documents[PATH].to_pylist()) + Counter(rejected[PATH].to_pylist())
    if missing := sorted(path for path in live if not times[path]):
        yield f"documents: {len(missing)} files are neither in documents nor in rejected_documents, such as {missing[0]}"
    if double := sorted(path for path in live if times[path] > 1):
        yield f"documents: {len(double)} files stand there more than once, such as {double[0]}"
    for name, table in others.items():
        n = table.num_rows - (pc.sum(pc.is_in(table[DOCUMENT], value_set=documents[DOCUMENT].combine_chunks())).as_py() or 0)
        if n:
            yield f"{name}: {n} rows are of no document of the batch"
