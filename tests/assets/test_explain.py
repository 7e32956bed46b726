"""`make explain`: the marked sentence and the rules, document text as text."""

import pytest

from assets.explain import main, marked, rules_of
from pipeline.codebook import load_codebook
from pipeline.models.explain import Explanation, Part


def test_parts_are_marked_where_they_stand_and_text_stays_text():
    sentence = "[red]Iran[/red] armed Russia."
    parts = (Part("actor", 105, 109, "Iran"), Part("target", 122, 128, "Russia"), Part("source", 3, 9, "before"))
    text = marked(Explanation({}, 100, sentence, parts))
    assert text.plain == sentence
    assert [(span.start, span.end) for span in text.spans] == [(5, 9), (22, 28)]


def test_a_rule_comes_with_the_example_of_its_entry():
    rules = rules_of("aid.supply.v+deny.v+question", load_codebook())
    assert [rule for rule, _ in rules] == ["aid.supply.v", "deny.v", "question"]
    assert rules[0][1] and rules[1][1] and not rules[2][1]


@pytest.mark.parametrize(("claim", "line"), [("", "name a claim"), ("nope", "there is no")])
def test_a_claim_that_is_not_there_is_one_line(claim, line, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("SAYSO_CLAIM", claim)
    monkeypatch.setenv("SAYSO_DOCUMENTS", str(tmp_path))
    monkeypatch.setenv("SAYSO_WAREHOUSE", str(tmp_path / "warehouse"))
    assert main() == 1
    assert capsys.readouterr().err.startswith(f"sayso: {line}")
