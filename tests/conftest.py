"""What tests share: the engine and the codebook, loaded once, and a way from a text to its claims."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import settings

from pipeline.claims.attribute import find_attributions
from pipeline.claims.find import find_claims
from pipeline.codebook import Codebook, load_codebook
from pipeline.entities.find import find_entities
from pipeline.language.engine import OnnxEngine, load_engine
from pipeline.sentences.find import find_sentences
from pipeline.tables import DOCUMENTS

settings.register_profile("sayso", deadline=None, derandomize=True)  # the same cases on every machine, however busy it is
settings.load_profile("sayso")

PUBLISHED_ON = date(2024, 10, 1)
Row = dict[str, Any]


@pytest.fixture(scope="session")
def engine() -> OnnxEngine:
    return load_engine()


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return load_codebook()


def documents_of(texts: Sequence[str], publisher: str | None = None) -> pa.Table:
    """Return a `documents` table of texts, published on a fixed day; ids count from 00000."""
    return DOCUMENTS.table(
        {
            "document_id": f"{i:05d}",
            "source_path": f"{i:05d}.txt",
            "content_sha256": f"{i:064x}",
            "format": "txt",
            "publisher": publisher,
            "published_on": PUBLISHED_ON,
            "language": "en",
            "body_start": 0,
            "body_sha256": f"{i:064x}",
            "n_runs": 0,
            "signature": [],
            "text": text,
        }
        for i, text in enumerate(texts)
    )


@pytest.fixture(scope="session")
def read(engine: OnnxEngine, codebook: Codebook) -> Callable[[Sequence[str]], list[list[Row]]]:
    """Return a function from texts to the rows of `claims` of each."""

    def claims_of(texts: Sequence[str]) -> list[list[Row]]:
        documents = documents_of(texts)
        sentences = find_sentences(documents, engine=engine, furniture=codebook.furniture)
        entities = find_entities(documents, sentences, codebook=codebook)
        attributions = find_attributions(sentences, entities, codebook=codebook)
        claims = find_claims(documents, sentences, entities, attributions, codebook=codebook)
        found: list[list[Row]] = [[] for _ in texts]
        for row in claims.to_pylist():
            found[int(row["document_id"])].append(row)
        return found

    return claims_of
