"""Who is said to say, believe or deny what."""

import pyarrow as pa

from pipeline.tables.contract import Contract, column

ATTRIBUTIONS = Contract(
    name="attributions",
    purpose="One row a source's commitment to a stretch of text: source, cue and content.",
    key=("attribution_id",),
    schema=pa.schema([
        column("attribution_id", pa.string(), "the sentence_id and the attribution's place in it"),
        column("document_id", pa.string(), "the document it stands in"),
        column("sentence_id", pa.string(), "the sentence of the cue"),
        column("kind", pa.string(), "direct · indirect · mixed · belief"),
        column("source_start", pa.int64(), "where the source's mention begins; null where nobody is named", nullable=True),
        column("source_end", pa.int64(), "where it ends, exclusive", nullable=True),
        column("cue_start", pa.int64(), "where the cue begins"),
        column("cue_end", pa.int64(), "where it ends, exclusive"),
        column("cue_id", pa.string(), "the cue of the codebook"),
        column("content_start", pa.int64(), "where the content begins"),
        column("content_end", pa.int64(), "where it ends, exclusive"),
        column("source_mention_id", pa.string(), "the mention of the source", nullable=True),
        column("parent_attribution_id", pa.string(), "the attribution in whose content this one stands", nullable=True),
    ]),
)  # fmt: skip
