"""The card beside the model file says what the metrics say."""

import json
import re

from evaluation.model_card import card_of
from pipeline.language.engine import MODEL_FILE


def test_the_card_that_ships_is_the_one_of_its_metrics():
    metrics = json.loads(MODEL_FILE.with_name("metrics.json").read_text(encoding="utf-8"))
    card = card_of(metrics["training"], metrics["figures"], file_mb=MODEL_FILE.stat().st_size / 1e6)
    assert MODEL_FILE.with_name("README.md").read_text(encoding="utf-8") == card
    assert not re.search(r"[{}]", card), "every blank is filled"
