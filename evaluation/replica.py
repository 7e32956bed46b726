"""Warehouses of any size whose rows were really read once, to measure how cost grows: only documents that come later pass the engine.

`stories.py` writes some hundred paragraphs, which pass the whole way from text to claims. A document of the replica is made of four of
them, by chance; `replica.sql` moves their rows to its ids and spans. Its file lies in the documents folder, and Dagster is told of each
table of each batch what a run tells it, so that a run regards them as finished. Since the documents share paragraphs, which news stories
do not, the signature by which copies are found is invented.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import numpy as np
import pyarrow as pa

from assets.definitions import defs
from assets.event_log import instance_of
from assets.home import Warehouse
from assets.io import CONTRACT_OF
from assets.partitions import document_batches
from assets.preview import preview
from assets.progress import tags_of
from assets.resources import N_WORKERS
from assets.stage import column_schema
from evaluation.stories import GAP, chances, front_matter, head_of, write_paragraph
from pipeline.batches import BATCH_SIZE, MANIFEST, paths_of
from pipeline.batches.plan import plan_batches
from pipeline.claims.attribute import find_attributions
from pipeline.claims.find import find_claims
from pipeline.codebook import load_codebook
from pipeline.documents.files import document_id, list_files
from pipeline.documents.read import read_documents
from pipeline.documents.signature import LENGTH
from pipeline.entities.find import find_entities
from pipeline.language.engine import load_engine
from pipeline.sentences.find import find_sentences
from pipeline.tables import ATTRIBUTIONS, CLAIMS, DOCUMENTS, ENTITIES, REJECTED_DOCUMENTS, SENTENCES, Contract
from pipeline.tables.contract import table_path
from pipeline.tables.parquet import file_version, write_parquet
from pipeline.tables.workers import Workers

N_PARAGRAPHS, A_DOCUMENT, N_TURNS = 800, 4, 50
SQL = Path(__file__).with_suffix(".sql")
DERIVED = (SENTENCES, ENTITIES, ATTRIBUTIONS, CLAIMS)
READ_ON = date(2028, 1, 3)
Tables = Mapping[str, pa.Table]
Made = dict[str, tuple[str, int, str]]
"""Of each table its version, its number of rows and the first of them in Markdown."""


def make_replica(warehouse: Warehouse, n_documents: int, read: Tables, *, n_workers: int = N_WORKERS) -> None:
    """Fill an opened, empty warehouse and its documents folder, and tell Dagster that every batch is made.

    `read` are the tables of `read_paragraphs`.
    """
    write_documents(warehouse.documents, n_documents)
    manifest = plan_batches(MANIFEST.empty(), {file.source_path: file.fingerprint for file in list_files(warehouse.documents)}).manifest
    warehouse.write_manifest(manifest)
    batches = sorted(set(manifest["batch"].to_pylist()))
    parts = ((batch, list(paths_of(manifest, batch))) for batch in batches)
    with instance_of(warehouse.home) as instance, Workers(n_workers) as workers:
        instance.add_dynamic_partitions(str(document_batches.name), batches)
        for batch, made in zip(batches, workers.map(write_batch, (warehouse, read), parts), strict=True):
            report_batch(instance, batch, made)


def read_paragraphs(n_paragraphs: int = N_PARAGRAPHS) -> Tables:
    """Return each table from `documents` to `claims` of invented paragraphs, each read as a document of its own."""
    engine, codebook = load_engine(), load_codebook()
    blank = {"content_sha256": "", "body_sha256": "", "n_runs": 0, "signature": [], "language": "en", "body_start": 0}
    blank |= {"published_on": READ_ON}
    texts = {f"{n:016x}": write_paragraph(n) for n in range(n_paragraphs)}
    documents = DOCUMENTS.table({**blank, "document_id": key, "source_path": key, "text": text} for key, text in texts.items())
    with Workers(N_WORKERS) as workers:
        sentences = find_sentences(documents, engine=engine, furniture=codebook.furniture, workers=workers)
        entities = find_entities(documents, sentences, codebook=codebook, workers=workers)
        attributions = find_attributions(sentences, entities, codebook=codebook, workers=workers)
        claims = find_claims(documents, sentences, entities, attributions, codebook=codebook, workers=workers)
    found = zip((DOCUMENTS, *DERIVED), (documents, sentences, entities, attributions, claims), strict=True)
    return {contract.name: table for contract, table in found}


def write_documents(folder: Path, n_documents: int) -> None:
    """Write documents, a thousand a folder."""
    for n in range(n_documents):
        path = folder / f"{n // BATCH_SIZE:04d}" / f"{n:07d}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(front_matter(n) + GAP.join(map(paragraph, paragraphs_of(path.name))) + "\n", encoding="utf-8")


@cache
def paragraph(n: int) -> str:
    return write_paragraph(n)


def paragraphs_of(name: str) -> list[int]:
    """Return the numbers of the paragraphs of a file."""
    chance = chances("replica", name)
    return [next(chance) % N_PARAGRAPHS for _ in range(A_DOCUMENT)]


def write_batch(known: tuple[Warehouse, Tables], part: tuple[str, Sequence[str]]) -> Made:
    """Write the tables of a batch and return by name what a run tells Dagster of them; ContractError where one breaks its contract.

    All batches know the warehouse and the tables that were read; a part is a batch's name and its paths.
    """
    (warehouse, read), (batch, source_paths) = known, part
    documents = list_documents(warehouse.documents, source_paths)
    tables = {"documents": documents, "rejected_documents": REJECTED_DOCUMENTS.empty(), **derive_rows(documents, read)}
    for name, table in tables.items():
        write_parquet(CONTRACT_OF[name].check(table), table_path(warehouse.folder, name, batch))
    paths = {name: table_path(warehouse.folder, name, batch) for name in tables}
    return {name: (file_version(paths[name]), table.num_rows, preview(table)) for name, table in tables.items()}


def list_documents(folder: Path, source_paths: Sequence[str]) -> pa.Table:
    """Return `documents` of a batch: one is read, the others are described after its likeness."""
    [likeness] = read_documents(folder, source_paths[:1])[0].to_pylist()
    return DOCUMENTS.table(likeness | describe(folder, path) for path in source_paths)


def describe(folder: Path, source_path: str) -> dict[str, Any]:
    data, n = (folder / source_path).read_bytes(), int(Path(source_path).stem)
    title, publisher, day = head_of(n)
    content_sha256 = hashlib.sha256(data).hexdigest()
    signature = np.frombuffer(hashlib.shake_128(source_path.encode()).digest(4 * LENGTH), np.uint32).tolist()
    return {
        "document_id": document_id(source_path, content_sha256), "source_path": source_path, "content_sha256": content_sha256,
        "title": title, "publisher": publisher, "published_on": day, "body_start": len(front_matter(n)), "body_sha256": content_sha256,
        "signature": signature, "text": data.decode(),
    }  # fmt: skip


def derive_rows(documents: pa.Table, read: Tables) -> dict[str, pa.Table]:
    """Return the rows of the paragraphs of documents, moved to them, by table."""
    sizes = dict(zip(read["documents"]["document_id"].to_pylist(), map(len, read["documents"]["text"].to_pylist()), strict=True))
    lengths = Counter(read["sentences"]["document_id"].to_pylist())
    with duckdb.connect() as connection:
        connection.execute("set threads = 1; set enable_progress_bar = false")
        for contract in DERIVED:
            connection.register(f"read_{contract.name}", read[contract.name])
        connection.register("turns", list_turns())
        described = documents.select(["document_id", "source_path", "publisher", "published_on", "body_start"]).to_pylist()
        parts = (part for row in described for part in parts_of(row, sizes, lengths))
        connection.register("parts", pa.Table.from_pylist(list(parts)))
        connection.execute(SQL.read_text(encoding="utf-8"))
        return {contract.name: select(connection, contract) for contract in DERIVED}


def select(connection: duckdb.DuckDBPyConnection, contract: Contract) -> pa.Table:
    rows = connection.sql(f"select {', '.join(contract.schema.names)} from {contract.name} order by {', '.join(contract.key)}")  # noqa: S608
    return rows.to_arrow_table().cast(contract.schema)


def parts_of(document: Mapping[str, Any], sizes: Mapping[str, int], lengths: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Yield where each paragraph of a document stands."""
    n_chars, n_sentences, name = document["body_start"], 0, Path(document["source_path"]).name
    turn = next(chances("turn", name)) % N_TURNS
    for place, n in enumerate(paragraphs_of(name)):
        key = f"{n:016x}"
        yield {
            "document_id": document["document_id"], "publisher": document["publisher"], "published_on": document["published_on"],
            "days": (document["published_on"] - READ_ON).days, "turn": turn, "paragraph": key, "paragraph_index": place,
            "n_chars": n_chars, "n_sentences": n_sentences,
        }  # fmt: skip
        n_chars, n_sentences = n_chars + sizes[key] + len(GAP), n_sentences + lengths[key]


@cache
def list_turns() -> pa.Table:
    """Return which state stands for which, in each turn."""
    states = [(state.actor_id, state.name) for state in load_codebook().states]
    shifted = ((turn, code, *states[(place + turn) % len(states)]) for turn in range(N_TURNS) for place, (code, _) in enumerate(states))
    return pa.Table.from_pylist([dict(zip(("turn", "code", "new_code", "new_name"), row, strict=True)) for row in shifted])


def report_batch(instance: dg.DagsterInstance, batch: str, made: Made) -> None:
    """Tell Dagster of the tables of a batch what a run tells it: which code made them, from which inputs, and how they look."""
    graph, versions = defs.resolve_asset_graph(), {name: version for name, (version, _, _) in made.items()}
    for name, (_, n_rows, rows) in made.items():
        schema = column_schema(CONTRACT_OF[name])
        metadata = {"dagster/row_count": n_rows, "dagster/column_schema": schema, "preview": dg.MetadataValue.md(rows)}
        tags = tags_of(instance, graph, name, batch, versions)
        instance.report_runless_asset_event(dg.AssetMaterialization(name, partition=batch, metadata=metadata, tags=tags))
