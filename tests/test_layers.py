"""Who may import whom: stages meet only through tables, and nothing imports `assets`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GROUND = {"tables", "codebook", "language"}
STAGES = {"documents", "sentences", "entities", "claims", "copies", "relations"}
MAY_IMPORT = {
    "tables": set(),
    "codebook": set(),
    "language": set(),
    "batches": {"tables"},
    "corrections": {"tables", "codebook"},
    "models": {"tables"},
    "report": {"models", "tables"},
    "exports": {"tables"},
} | dict.fromkeys(STAGES, GROUND)
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))


def imports_of(path: Path) -> Iterator[str]:
    """Yield the full name of everything that a module imports, wherever in it."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            base = ".".join(part for part in (above, node.module or "") if part)
            yield from (f"{base}.{alias.name}" for alias in node.names)


def layer_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if parts[0] == "pipeline" and len(parts) > 1 else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT / "pipeline").as_posix())
def test_a_module_imports_only_what_its_layer_may(path):
    parts = path.relative_to(ROOT / "pipeline").parts
    mine = parts[0] if len(parts) > 1 else ""
    ours = {layer_of(name) for name in imports_of(path)} - {"", mine}
    assert ours <= MAY_IMPORT.get(mine, set())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT / "pipeline").as_posix())
def test_the_pipeline_knows_neither_dagster_nor_assets_nor_network(path):
    names = set(imports_of(path))
    roots = {name.split(".")[0] for name in names} | {".".join(name.split(".")[:2]) for name in names}
    assert not roots & {"dagster", "assets", "evaluation", "requests", "urllib.request", "socket", "http"}
    if path.relative_to(ROOT / "pipeline").parts[0] != "models":
        assert "duckdb" not in roots
    if "training" not in path.parts:
        assert not roots & {"random", "time", "torch"}


def test_training_is_imported_by_nothing_but_itself():
    others = [path for path in MODULES if "training" not in path.parts] + sorted((ROOT / "assets").glob("*.py"))
    assert not [path for path in others if any("training" in name.split(".") for name in imports_of(path))]


def test_dagster_modules_keep_their_annotations():
    assert not [path for path in (ROOT / "assets").glob("*.py") if "__future__.annotations" in imports_of(path)]
