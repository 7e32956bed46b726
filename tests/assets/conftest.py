"""A warehouse in a temporary folder, stages that take no time, and definitions without the SQL models."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pytest

from assets import carry, claims, copies, documents, entities, relations, resources, sentences
from assets.home import DAGSTER_YAML, Warehouse
from assets.jobs import derive_batch, derive_current
from assets.schedules import complete_batches
from assets.sensors import automation, new_documents
from pipeline.tables import ACTOR_RELATIONS, ATTRIBUTIONS, CLAIMS, ENTITIES, SENTENCES

SMALL = dg.Definitions(
    assets=dg.load_assets_from_modules([documents, sentences, entities, claims, copies, relations]),
    jobs=[derive_batch, derive_current],
    sensors=[new_documents, automation],
    schedules=[complete_batches],
    resources=resources.RESOURCES,
    executor=dg.in_process_executor,
)


@pytest.fixture(scope="session")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of Dagster whose databases are made: making them takes a second."""
    home = tmp_path_factory.mktemp("home")
    (home / "dagster.yaml").write_text(DAGSTER_YAML, encoding="utf-8")
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setenv("DAGSTER_HOME", str(home))
    with dg.DagsterInstance.get() as instance:
        assert instance.get_runs() == []
        assert instance.all_asset_keys() == []
        instance.run_storage.get_cursor_values({"none"})
    monkeypatch.undo()
    return home


@pytest.fixture
def warehouse(tmp_path: Path, new_home: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """Return an opened warehouse over two documents, which the environment names."""
    documents = tmp_path / "documents"
    documents.mkdir()
    for name in ("a", "b"):
        (documents / f"{name}.txt").write_text(f"Iran denied it, said {name}.\n", encoding="utf-8")
    found = Warehouse(documents, tmp_path / "warehouse")
    shutil.copytree(new_home, found.home)
    found.open()
    monkeypatch.setenv("SAYSO_DOCUMENTS", str(found.documents))
    monkeypatch.setenv("SAYSO_WAREHOUSE", str(found.folder))
    monkeypatch.setenv("DAGSTER_HOME", str(found.home))
    return found


@pytest.fixture
def instance(warehouse: Warehouse) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.get() as instance:
        yield instance


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def made_once(warehouse: Warehouse, kept: Path) -> Callable[[Callable[[], None]], None]:
    """Return a function that fills the warehouse: by what it is given in the first test of a module, by a copy in the others.

    What opens Dagster's instance must come after it.
    """

    def fill(make: Callable[[], None]) -> None:
        for part, saved in ((warehouse.folder, kept / "warehouse"), (warehouse.documents, kept / "documents")):
            if saved.exists():
                shutil.rmtree(part)
                shutil.copytree(saved, part)
        if not (kept / "warehouse").exists():
            make()
            shutil.copytree(warehouse.folder, kept / "warehouse")
            shutil.copytree(warehouse.documents, kept / "documents")

    return fill


def whole_texts(documents: pa.Table) -> pa.Table:
    """Return each document as one sentence."""
    texts = zip(documents["document_id"].to_pylist(), documents["text"].to_pylist(), strict=True)
    same = {"sentence_index": 0, "char_start": 0, "kind": "body", "paragraph_index": 0, "tokens": []}
    return SENTENCES.table({"sentence_id": f"{d}-0", "document_id": d, "char_end": len(text), "text": text} | same for d, text in texts)


@pytest.fixture
def tiny_stages(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put stages in place that need no engine, and leave the models out; return a way to replace a stage."""

    def replace(module: object, name: str, stage: Callable[..., object]) -> None:
        monkeypatch.setattr(module, name, stage)

    for name in ("the_engine", "the_codebook"):
        replace(resources, name, object)
        replace(carry, name, object)
    replace(carry, "defs", SMALL)
    replace(resources, "the_furniture", object)
    replace(sentences, "find_sentences", lambda documents, **_: whole_texts(documents))
    replace(entities, "find_entities", lambda *_, **__: ENTITIES.empty())
    replace(claims, "find_attributions", lambda *_, **__: ATTRIBUTIONS.empty())
    replace(claims, "find_claims", lambda *_, **__: CLAIMS.empty())
    replace(relations, "relate_actors", lambda *_, **__: ACTOR_RELATIONS.empty())
    return replace
