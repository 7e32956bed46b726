"""Where figures go: flat JSON files that several measurements share, each with keys of its own."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"


class FiguresError(ValueError):
    """A file of figures that cannot be added to; the message names it."""


def merge_figures(path: Path, figures: Mapping[str, float]) -> None:
    """Write figures into a flat JSON file; keys that it has already and that are not given stay as they are."""
    known = read_figures(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(json.dumps({**known, **figures}, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    os.replace(beside, path)


def read_figures(path: Path) -> dict[str, float]:
    """Return the figures of a file, none where there is no file; FiguresError where it holds anything else."""
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FiguresError(f"{path}: not JSON; delete it and measure again ({error})") from error
    if not isinstance(found, dict) or any(isinstance(value, bool) or not isinstance(value, int | float) for value in found.values()):
        raise FiguresError(f"{path}: not a flat table of numbers; delete it and measure again")
    return found


def shown(path: Path) -> str:
    """Return a path as it reads from the project's folder."""
    return os.path.relpath(path, ROOT)
