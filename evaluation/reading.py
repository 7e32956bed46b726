"""Texts to tables in this process, without a warehouse: what the measures on corpora of single texts read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from pipeline.claims.attribute import find_attributions
from pipeline.claims.find import find_claims
from pipeline.codebook import Codebook
from pipeline.entities.find import find_entities
from pipeline.language.engine import Engine
from pipeline.sentences.find import find_sentences
from pipeline.tables import DOCUMENTS


@dataclass(frozen=True)
class Tables:
    """The tables of some texts; a document's id is its text's place in their order."""

    documents: pa.Table
    sentences: pa.Table
    entities: pa.Table
    attributions: pa.Table
    claims: pa.Table


def read_texts(texts: Sequence[str], engine: Engine, codebook: Codebook, *, published_on: date | None = None) -> Tables:
    """Return the tables of texts, each a document without title or publisher."""
    documents = DOCUMENTS.table(
        {
            "document_id": document_id(i), "source_path": f"{i}.txt", "content_sha256": f"{i:064x}", "format": "txt",
            "published_on": published_on, "language": "en", "body_start": 0, "body_sha256": f"{i:064x}", "n_runs": 0, "signature": [],
            "text": text,
        }
        for i, text in enumerate(texts)
    )  # fmt: skip
    sentences = find_sentences(documents, engine=engine, furniture=codebook.furniture)
    entities = find_entities(documents, sentences, codebook=codebook)
    attributions = find_attributions(sentences, entities, codebook=codebook)
    claims = find_claims(documents, sentences, entities, attributions, codebook=codebook)
    return Tables(documents, sentences, entities, attributions, claims)


def document_id(index: int) -> str:
    return f"{index:06d}"
