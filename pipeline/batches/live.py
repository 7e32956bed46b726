"""The live rows of a batch."""

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc


def keep_live(table: pa.Table, documents: pa.Table, live_paths: Collection[str]) -> pa.Table:
    """Return the rows of a batch's table that stand for live files.

    `documents` is the same batch's, of which only `document_id` and `source_path` are read; a table without
    `document_id` (`rejected_documents`) is told by its own `source_path`.
    """
    paths = pa.array(sorted(live_paths), pa.string())
    if "document_id" not in table.schema.names:
        return table.filter(pc.is_in(table["source_path"], value_set=paths))
    live = documents.filter(pc.is_in(documents["source_path"], value_set=paths))["document_id"].combine_chunks()
    return table.filter(pc.is_in(table["document_id"], value_set=live))
