"""The sentences with the engine's whole analysis."""

import pyarrow as pa

from pipeline.tables.contract import Contract, column

TOKEN = pa.struct([
    pa.field("char_start", pa.int32(), nullable=False),
    pa.field("char_end", pa.int32(), nullable=False),
    pa.field("form", pa.string(), nullable=False),
    pa.field("lemma", pa.string(), nullable=False),
    pa.field("upos", pa.string(), nullable=False),
    pa.field("xpos", pa.string(), nullable=False),
    pa.field("feats", pa.string(), nullable=False),
    pa.field("head", pa.int32(), nullable=False),
    pa.field("deprel", pa.string(), nullable=False),
    pa.field("name_tag", pa.string(), nullable=False),
])  # fmt: skip

TOKENS_MEANING = (
    "words with offsets into the document's text; `head` counts from 1, 0 is the root; tags and relations of Universal Dependencies, "
    "names as BIO"
)

SENTENCES = Contract(
    name="sentences",
    purpose="One row a sentence, in reading order, with its tokens as the engine analysed them.",
    key=("sentence_id",),
    schema=pa.schema([
        column("sentence_id", pa.string(), "the document_id and the sentence's index"),
        column("document_id", pa.string(), "the document it stands in"),
        column("sentence_index", pa.int32(), "place in the document, from 0"),
        column("char_start", pa.int64(), "where it begins in the document's text"),
        column("char_end", pa.int64(), "where it ends, exclusive"),
        column("text", pa.string(), "the sentence as written"),
        column("kind", pa.string(), "title · body · caption · quote_block · boilerplate"),
        column("paragraph_index", pa.int32(), "place of its paragraph in the document, from 0"),
        column("tokens", pa.list_(pa.field("item", TOKEN, nullable=False)), TOKENS_MEANING),
    ]),
)  # fmt: skip
