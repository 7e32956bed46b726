"""A warehouse of invented claims, by the million where wanted: `invented.sql` makes the rows, the contracts judge them."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.batches import MANIFEST
from pipeline.codebook import Codebook
from pipeline.copies.link import link_copies
from pipeline.relations.relate import relate_actors
from pipeline.tables import ATTRIBUTIONS, CLAIMS, COPIES, DOCUMENTS, ENTITIES, EVENT_TYPES, SENTENCES, THEME_GROUPS, Contract
from pipeline.tables.contract import table_path
from pipeline.tables.empty import write_empty_tables
from pipeline.tables.parquet import write_parquet

PER_DOCUMENT = 20
ROWS = Path(__file__).with_suffix(".sql")
ALL = "all"


def invent_warehouse(warehouse: Path, n_claims: int, *, codebook: Codebook) -> None:
    """Write every table of a warehouse with so many claims, rounded up to whole documents; ContractError where one breaks its contract."""
    write_empty_tables(warehouse)
    for contract, known in ((EVENT_TYPES, codebook.events.values()), (THEME_GROUPS, codebook.themes)):
        rows = [{name: getattr(item, name) for name in contract.schema.names} for item in known]
        write_parquet(contract.table(rows), table_path(warehouse, contract.name, ALL))
    with duckdb.connect() as connection:
        invent_rows(connection, -(-n_claims // PER_DOCUMENT), codebook)
        for contract in (DOCUMENTS, SENTENCES, ENTITIES, ATTRIBUTIONS, CLAIMS):
            write_batches(warehouse, contract, connection)
        files = connection.sql("select batch, source_path, content_sha256 as fingerprint, false as is_deleted from documents")
        write_parquet(MANIFEST.check(MANIFEST.sort(files.to_arrow_table().cast(MANIFEST.schema))), warehouse / f"{MANIFEST.name}.parquet")
        claims = connection.sql("from claims").to_arrow_table()
        copies = link_copies(connection.sql("from documents").to_arrow_table())
    write_parquet(copies, table_path(warehouse, COPIES.name, ALL))
    write_parquet(relate_actors(claims, copies, codebook=codebook), table_path(warehouse, "actor_relations", ALL))


def invent_rows(connection: duckdb.DuckDBPyConnection, n_documents: int, codebook: Codebook) -> None:
    """Make the views documents, sentences, entities, attributions and claims, each row with its batch."""
    known = {
        "states": [{"code": state.actor_id, "name": codebook.principal_names[state.actor_id]} for state in codebook.states],
        "themes": [{"code": theme.theme_code, "word": theme.words[0]} for theme in codebook.themes],
        "events": [{"code": code} for code in sorted(codebook.events)],
    }
    for name, rows in known.items():
        connection.register("given", pa.Table.from_pylist([{"place": place, **row} for place, row in enumerate(rows)]))
        connection.execute(f"create table {name} as from given")
    connection.execute(f"set variable n_documents = {n_documents:d}")
    connection.execute(ROWS.read_text(encoding="utf-8"))


def write_batches(warehouse: Path, contract: Contract, connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.sql(f"from {contract.name} order by batch, {', '.join(contract.key)}").to_arrow_table()
    starts = pc.value_counts(rows["batch"])
    at = 0
    for batch, size in zip(starts.field("values").to_pylist(), starts.field("counts").to_pylist(), strict=True):
        part = rows.slice(at, size).select(contract.schema.names).cast(contract.schema)
        write_parquet(contract.check(part), table_path(warehouse, contract.name, batch))
        at += size
