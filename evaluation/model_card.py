"""The card beside the model file: `make train` measures what it made and writes `metrics.json` and `README.md`."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from evaluation.language import measure, measure_part
from pipeline.language.engine import MODEL_FILE, load_engine

TEMPLATE = Path(__file__).with_suffix(".md")


def card_of(training: Mapping[str, object], figures: Mapping[str, float], *, file_mb: float) -> str:
    """Return the card: how it was trained, and its figures to one place."""
    shown = {name: f"{figure:.1f}" for name, figure in figures.items()}
    return TEMPLATE.read_text(encoding="utf-8").format(**training, **shown, file_mb=f"{file_mb:.1f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a model file and write its metrics and its card beside it."""
    parser = argparse.ArgumentParser(prog="evaluation.model_card", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with treebanks/ and ner/")
    parser.add_argument("trained", type=Path, help="folder with the training's own training.json")
    parser.add_argument("--model", type=Path, default=MODEL_FILE)
    given = parser.parse_args(arguments)
    training = json.loads((given.trained / "training.json").read_text(encoding="utf-8"))
    engine = load_engine(given.model)
    figures = measure(engine, given.data)
    metrics = {"training": training, "figures": figures, "part": measure_part(engine, given.data), "version": engine.version}
    given.model.with_name("metrics.json").write_text(json.dumps(metrics, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    card = card_of(training, figures, file_mb=given.model.stat().st_size / 1e6)
    given.model.with_name("README.md").write_text(card, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
