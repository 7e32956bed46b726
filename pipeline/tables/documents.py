"""The documents as read, and those that could not be."""

import pyarrow as pa

from pipeline.tables.contract import Contract, column

DOCUMENTS = Contract(
    name="documents",
    purpose="One row a document: what it is, who published it and when, and its whole text, untouched.",
    key=("document_id",),
    schema=pa.schema([
        column("document_id", pa.string(), "16 hex digits made from the path and the content"),
        column("source_path", pa.string(), "path below the documents folder, on into containers: `a.zip/b.txt`, `c.jsonl#7`"),
        column("content_sha256", pa.string(), "SHA-256 of the file's bytes, or of the member's inside a container"),
        column("format", pa.string(), "what it was read from: txt · md · html · pdf · docx · eml · json"),
        column("title", pa.string(), "title from the sidecar, the front matter, the format or the first lines", nullable=True),
        column("author", pa.string(), "author's name as written", nullable=True),
        column("publisher", pa.string(), "publisher's name as written", nullable=True),
        column("published_on", pa.date32(), "date of publication", nullable=True),
        column("language", pa.string(), "ISO 639-1 code: `en`, since other languages are set aside"),
        column("url", pa.string(), "address from the metadata", nullable=True),
        column("license", pa.string(), "licence from the metadata", nullable=True),
        column("body_start", pa.int64(), "character offset where the text proper begins, after front matter"),
        column("body_sha256", pa.string(), "SHA-256 of the body's words, without case, white space and punctuation"),
        column("n_runs", pa.int64(), "different runs of five words in the body; 0 where they are too few to tell a copy by"),
        column("signature", pa.list_(pa.uint32()), "MinHash of these runs, 128 values, by which copies are found; none where too few"),
        column("text", pa.string(), "the decoded or extracted text; all offsets count its characters"),
    ]),
)  # fmt: skip

REJECTED_DOCUMENTS = Contract(
    name="rejected_documents",
    purpose="One row a file, or member of a container, that could not be read as a document, with the reason.",
    key=("source_path",),
    schema=pa.schema([
        column("source_path", pa.string(), "path relative to the documents folder"),
        column("content_sha256", pa.string(), "SHA-256 of the file's bytes, where they could be read", nullable=True),
        column(
            "reason_code",
            pa.string(),
            "empty · binary · not_utf8 · not_english · wrong_format · broken · encrypted · bad_metadata · bad_record · unsafe_path · "
            "too_large · too_many · too_deep · too_slow · bomb · crashed · unreadable",
        ),
        column("reason", pa.string(), "one line that names the cause"),
    ]),
)  # fmt: skip
