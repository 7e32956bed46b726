"""What an SQL text reads and gives, found by sqlglot rather than by trust."""

from collections.abc import Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node
from sqlglot.lineage import lineage as trace
from sqlglot.optimizer.scope import traverse_scope

from pipeline.models.header import ModelError

DIALECT = "duckdb"
Source = tuple[str, str]
"""A table and its column."""


def parse_query(sql: str, file: str) -> exp.Query:
    """Return the one query of a text; ModelError names the file where there is none, or several."""
    try:
        statements = [statement for statement in sqlglot.parse(sql, dialect=DIALECT) if statement is not None]
    except SqlglotError as error:
        raise ModelError(f"{file}: {str(error).splitlines()[0]}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise ModelError(f"{file}: holds {len(statements)} statements; a file holds one query")
    return statements[0]


def find_reads(query: exp.Query, file: str) -> tuple[str, ...]:
    """Return the tables, views and Parquet tables that a query reads, sorted."""
    scopes = traverse_scope(query)
    tables = [source for scope in scopes for source in scope.sources.values() if isinstance(source, exp.Table)]
    return tuple(sorted({_name_of(table, file) for table in tables}))


def _name_of(table: exp.Table, file: str) -> str:
    if isinstance(table.this, exp.Identifier):
        return table.name
    paths = [literal.this for literal in table.this.find_all(exp.Literal) if literal.this.endswith(".parquet")]
    if len(paths) != 1 or not paths[0].startswith("/"):
        raise ModelError(f"{file}: reads {table.sql(DIALECT)}; only getvariable('warehouse') || '/<table>/*.parquet' is known")
    return str(paths[0]).removeprefix("/").partition("/")[0].removesuffix(".parquet")


def find_columns(query: exp.Query, file: str) -> tuple[str, ...]:
    """Return the names of a query's output columns, in order; a star, or an unnamed or repeated column, raises."""
    names = tuple(query.named_selects)
    if any(select.is_star for select in query.selects):
        raise ModelError(f"{file}: selects *; name the columns")
    if "" in names:
        raise ModelError(f"{file}: column {names.index('') + 1} has no name")
    for name in names:
        if names.count(name) > 1:
            raise ModelError(f"{file}: the column {name} is selected twice")
    return names


def find_order(query: exp.Query) -> tuple[str, ...]:
    """Return the columns that a query is ordered by."""
    order = query.args.get("order")
    return tuple(ordered.this.name for ordered in order.expressions) if order else ()


def find_lineage(query: exp.Query, columns: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[Source, ...]]:
    """Return for each column the columns of other tables that it is made from; nothing for those of which sqlglot cannot tell.

    `columns` gives the columns of each table that the query reads.
    """
    schema = {table: dict.fromkeys(names, "varchar") for table, names in columns.items()}
    try:
        roots = trace(None, query, dialect=DIALECT, schema=schema)
    except (SqlglotError, ValueError):
        return {}
    return {name: found for name, root in roots.items() if (found := _sources_below(root, columns))}


def _sources_below(root: Node, columns: Mapping[str, tuple[str, ...]]) -> tuple[Source, ...]:
    leaves = [node for node in root.walk() if not node.downstream and isinstance(node.source, exp.Table)]
    return tuple(sorted({source for node in leaves if (source := _source_of(node)) and source[1] in columns.get(source[0], ())}))


def _source_of(node: Node) -> Source | None:
    if not isinstance(node.source, exp.Table) or not isinstance(node.source.this, exp.Identifier):
        return None
    return node.source.name, node.name.rpartition(".")[2].strip('"')
