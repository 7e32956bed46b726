"""A warehouse in a temporary folder, and stages that take no time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pytest

from assets import carry, claims, entities, relations, resources, sentences
from assets.home import Warehouse
from pipeline.tables import ACTOR_RELATIONS, ATTRIBUTIONS, CLAIMS, ENTITIES, SENTENCES


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """Return an opened warehouse over two documents, which the environment names."""
    documents = tmp_path / "documents"
    documents.mkdir()
    for name in ("a", "b"):
        (documents / f"{name}.txt").write_text(f"Iran denied it, said {name}.\n", encoding="utf-8")
    found = Warehouse(documents, tmp_path / "warehouse")
    found.open()
    monkeypatch.setenv("SAYSO_DOCUMENTS", str(found.documents))
    monkeypatch.setenv("SAYSO_WAREHOUSE", str(found.folder))
    monkeypatch.setenv("DAGSTER_HOME", str(found.home))
    return found


@pytest.fixture
def instance(warehouse: Warehouse) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.get() as instance:
        yield instance


def whole_texts(documents: pa.Table) -> pa.Table:
    """Return each document as one sentence."""
    texts = zip(documents["document_id"].to_pylist(), documents["text"].to_pylist(), strict=True)
    same = {"sentence_index": 0, "char_start": 0, "kind": "body", "paragraph_index": 0, "tokens": []}
    return SENTENCES.table({"sentence_id": f"{d}-0", "document_id": d, "char_end": len(text), "text": text} | same for d, text in texts)


@pytest.fixture
def tiny_stages(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put stages in place that need no engine; return a way to replace one of them."""

    def replace(module: object, name: str, stage: Callable[..., object]) -> None:
        monkeypatch.setattr(module, name, stage)

    for name in ("the_engine", "the_codebook"):
        replace(resources, name, object)
        replace(carry, name, object)
    replace(resources, "the_furniture", object)
    replace(sentences, "find_sentences", lambda documents, **_: whole_texts(documents))
    replace(entities, "find_entities", lambda *_, **__: ENTITIES.empty())
    replace(claims, "find_attributions", lambda *_, **__: ATTRIBUTIONS.empty())
    replace(claims, "find_claims", lambda *_, **__: CLAIMS.empty())
    replace(relations, "relate_actors", lambda *_, **__: ACTOR_RELATIONS.empty())
    return replace
