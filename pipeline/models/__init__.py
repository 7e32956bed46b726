"""How rows become answers: read the SQL files, build the database from them, run the checks on it."""

from pipeline.models.build import BuildReport, build_database
from pipeline.models.check import CheckReport, run_checks
from pipeline.models.connect import DATABASE, is_database, open_database, read_rows
from pipeline.models.export import stream_rows
from pipeline.models.header import Header, ModelError, parse_header
from pipeline.models.load import Check, Model, load_checks, load_exports, load_models, trace_columns
from pipeline.models.make import ModelReport

__all__ = [
    "DATABASE", "BuildReport", "Check", "CheckReport", "Header", "Model", "ModelError", "ModelReport",
    "build_database", "is_database", "load_checks", "load_exports", "load_models", "open_database", "parse_header", "read_rows",
    "run_checks", "stream_rows", "trace_columns",
]  # fmt: skip
