"""Which documents tell a story that another one told before."""

import pyarrow as pa

from pipeline.tables.contract import Contract, column

COPIES = Contract(
    name="copies",
    purpose="One row a live document that says the same as an earlier one, in whichever batch, or nearly the same: a syndicated story.",
    key=("document_id",),
    schema=pa.schema([
        column("document_id", pa.string(), "the copy"),
        column("duplicate_of", pa.string(), "document_id of the original: the first published, of one day the longest, then by path"),
        column("kind", pa.string(), "exact: the same words · near: most runs of words are common · cut: nearly all of its own are"),
        column("similarity", pa.float64(), "estimated share of the runs of five words of both that are common"),
        column("copied_share", pa.float64(), "estimated share of the copy's own runs of five words that stand in the original"),
    ]),
)  # fmt: skip
