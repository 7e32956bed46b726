"""Read the SQL files as models and checks; what a header says must be what the query does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from sqlglot import exp

from pipeline.models.header import Header, ModelError, parse_header
from pipeline.models.parse import Source, find_columns, find_lineage, find_order, find_reads, parse_query
from pipeline.tables import CONTRACTS, meaning

MANIFEST = "manifest"
DYADS = "dyads"
"""The mart that tells of each pair of principals whether it is what it was: made before the marts of scope `dyad`."""
ORDERED = {"marts": "a mart", "exports": "an export"}
PARQUET = {contract.name: contract for contract in CONTRACTS}


@dataclass(frozen=True)
class Model:
    """A view (folder `staging`) or a table (folder `marts`) of the database.

    `columns` gives each output column's meaning, in order; `reads` names models and Parquet tables.
    """

    name: str
    file: str
    sql: str
    query: exp.Query
    header: Header
    reads: tuple[str, ...]
    columns: Mapping[str, str]

    @property
    def is_view(self) -> bool:
        return self.header.contract is not None or self.file.startswith("staging/")


@dataclass(frozen=True)
class Check:
    """A query whose rows are the failures of one model; `severity` is error or warn; the name is unique for the model.

    `scope` says of what the rows need no second look while it stays as it is: a `batch`, a `dyad`, or nothing, `all`.
    """

    name: str
    file: str
    sql: str
    purpose: str
    severity: str
    model: str
    reads: tuple[str, ...]
    query: exp.Query
    scope: str = "all"


def load_models(folder: Path) -> list[Model]:
    """Return the models of `staging/` and `marts/`, each after those that it reads.

    ModelError names file and column, or a folder that has none.
    """
    models = [_load_model(path, folder) for part in ("staging", "marts") for path in sorted((folder / part).glob("*.sql"))]
    if not models:
        raise ModelError(f"there are no models in {folder}: a database built from none would be empty")
    known = {model.name: model for model in models}
    for model in models:
        for name in model.reads:
            if name not in known and name not in PARQUET and name != MANIFEST:
                raise ModelError(f"{model.file}: reads {name}, which is no model and no table of the contracts")
    return [known[name] for name in _in_order(models)]


def load_exports(folder: Path, models: Sequence[Model]) -> dict[str, Model]:
    """Return the queries of `exports/` by name, described and ordered as a mart is; ModelError names the file."""
    exports = [_load_model(path, folder) for path in sorted((folder / "exports").glob("*.sql"))]
    known = {model.name for model in models}
    for export in exports:
        for name in export.reads:
            if name not in known:
                raise ModelError(f"{export.file}: {name} is no model")
    return {export.name: export for export in exports}


def load_checks(folder: Path, models: Sequence[Model]) -> list[Check]:
    """Return the checks of `checks/` and one for the grain of each model; ModelError names the file."""
    known = {model.name for model in models}
    checks = [_load_check(path, folder) for path in sorted((folder / "checks").glob("*.sql"))]
    for check in checks:
        for name in (check.model, *check.reads):
            if name not in known:
                raise ModelError(f"{check.file}: {name} is no model")
    return checks + [_check_grain(model) for model in models]


def trace_columns(model: Model, models: Iterable[Model]) -> dict[str, tuple[Source, ...]]:
    """Return which columns of which tables each column of a model is made from, where that can be told."""
    contract = model.header.contract
    if contract:
        return {name: ((contract, name),) for name in model.columns if name not in model.header.columns}
    columns = {other.name: tuple(other.columns) for other in models if other.name in model.reads}
    found = find_lineage(model.query, columns)
    return {name: found[name] for name in model.columns if name in found}


def _load_model(path: Path, folder: Path) -> Model:
    file, text = path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
    header, query = parse_header(text, file), parse_query(text, file)
    reads, columns = find_reads(query, file), find_columns(query, file)
    _compare_reads(header, reads, file)
    if not header.grain or not set(header.grain) <= set(columns):
        raise ModelError(f"{file}: the grain must be columns of the model: {', '.join(header.grain) or 'none given'}")
    if header.scope == "dyad" and not {"actor_code", "target_code"} <= set(columns):
        raise ModelError(f"{file}: a mart of scope dyad has the columns actor_code and target_code")
    if path.parent.name in ORDERED and find_order(query) != header.grain:
        raise ModelError(f"{file}: {ORDERED[path.parent.name]} is ordered by its grain: {', '.join(header.grain)}")
    return Model(path.stem, file, text, query, header, reads, _describe(header, columns, file))


def _load_check(path: Path, folder: Path) -> Check:
    file, text = path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
    header, query = parse_header(text, file), parse_query(text, file)
    reads = find_reads(query, file)
    _compare_reads(header, reads, file)
    find_columns(query, file)
    if not header.checks or not header.severity:
        raise ModelError(f"{file}: a check's header says `-- checks: model` and `-- severity: error|warn`")
    return Check(path.stem, file, text, header.purpose, header.severity, header.checks, reads, query, header.scope)


def _check_grain(model: Model) -> Check:
    grain = ", ".join(model.header.grain)
    sql = f"select {grain}, count(*) as n_rows from {model.name} group by all having count(*) > 1 order by all"
    says, query = f"No two rows share {grain}.", exp.select(*map(exp.column, model.header.grain)).from_(model.name)
    return Check("grain_is_unique", model.file, sql, says, "error", model.name, (model.name,), query, model.header.scope)


def _compare_reads(header: Header, reads: tuple[str, ...], file: str) -> None:
    missing, unread = sorted(set(reads) - set(header.reads)), sorted(set(header.reads) - set(reads))
    if missing:
        raise ModelError(f"{file}: reads {', '.join(missing)}, which the header does not say")
    if unread:
        raise ModelError(f"{file}: the header says that it reads {', '.join(unread)}; the query does not")


def _describe(header: Header, columns: tuple[str, ...], file: str) -> dict[str, str]:
    meanings: dict[str, str] = {}
    if header.contract:
        if header.contract not in PARQUET:
            raise ModelError(f"{file}: there is no contract named {header.contract}")
        meanings = {field.name: meaning(field) for field in PARQUET[header.contract].schema}
        for name in meanings:
            if name not in columns:
                raise ModelError(f"{file}: the column {name} of the contract {header.contract} is not selected")
    meanings |= header.columns
    for name in columns:
        if name not in meanings:
            raise ModelError(f"{file}: the column {name} is not described in the header")
    for name in meanings:
        if name not in columns:
            raise ModelError(f"{file}: the header describes {name}, which the query does not select")
    return {name: meanings[name] for name in columns}


def _in_order(models: Sequence[Model]) -> list[str]:
    names = {model.name for model in models}
    rests_on = {model.name: {*model.reads, DYADS} if model.header.scope == "dyad" else {*model.reads} for model in models}
    sorter = TopologicalSorter({name: sorted(names & reads) for name, reads in rests_on.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        raise ModelError(f"models read each other in a circle: {' -> '.join(error.args[1])}") from error
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return order
