"""What the assets need: the warehouse, and the engine and the codebook, loaded once a process when first used."""

import os
from collections.abc import Iterator
from functools import cache

import dagster as dg

from assets.home import Warehouse
from assets.io import ParquetTables
from pipeline.codebook import Codebook, load_codebook
from pipeline.codebook.codebook import FOLDER
from pipeline.codebook.furniture import Furniture, load_furniture
from pipeline.language.adapters import OURS, engine_of_setting
from pipeline.language.engine import Engine
from pipeline.tables.workers import Workers

N_WORKERS = os.cpu_count() or 1
"""Processes among which a stage may share the documents of a batch."""


def the_engine() -> Engine:
    """Return the engine that SAYSO_ENGINE names, else ours; loaded once a process."""
    return engine_of_setting(os.environ.get("SAYSO_ENGINE", OURS))


def forget_engine() -> None:
    """Let go of the engine; whoever asks for it again loads it."""
    engine_of_setting.cache_clear()


def other_engine() -> str:
    """Return the version of an engine that is not ours, whose files the code version does not cover; nothing for ours."""
    return "" if os.environ.get("SAYSO_ENGINE", OURS) in ("", OURS) else the_engine().version


@cache
def the_codebook() -> Codebook:
    return load_codebook()


@cache
def the_furniture() -> Furniture:
    return load_furniture(FOLDER / "furniture.tsv")


@dg.resource(description="The English engine.")
def engine() -> Engine:
    return the_engine()


@dg.resource(description="Actors, cues, events, frames and themes.")
def codebook() -> Codebook:
    return the_codebook()


@dg.resource(description="What stands around the text of an article.")
def furniture() -> Furniture:
    return the_furniture()


@dg.resource(description="Processes that share the documents of a batch from stage to stage, and end with the run.")
def workers() -> Iterator[Workers]:
    with Workers(N_WORKERS) as found:
        yield found


@dg.resource(description="The documents folder and the warehouse; held by one run at a time.")
def warehouse(context: dg.InitResourceContext) -> Iterator[Warehouse]:
    found = Warehouse.from_environment()
    with found.lock(on_wait=lambda: context.log.info("waiting for another run to leave the warehouse") if context.log else None):
        found.remove_left_over()
        yield found


@dg.io_manager(required_resource_keys={"warehouse"}, description="Tables as Parquet: `WAREHOUSE/<table>/<batch>.parquet`.")
def parquet_tables(context: dg.InitResourceContext) -> ParquetTables:
    return ParquetTables(context.resources.warehouse)


RESOURCES = {
    "engine": engine,
    "codebook": codebook,
    "furniture": furniture,
    "workers": workers,
    "warehouse": warehouse,
    "io_manager": parquet_tables,
}
