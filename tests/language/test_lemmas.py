"""Lemmas: the lexicon first, a dictionary for inflected forms, else the engine's rules."""

import pytest

from pipeline.language.engine import OnnxEngine
from pipeline.language.lemmas import apply_rule, find_lemma, rule_of

LEXICON = {"VBD": {"shot": "shoot"}, "PRP": {"her": "she"}, "PRP$": {"her": "her"}, "NNP": {"Apples": "Apple"}, "NNS": {"apples": "apple"}}


@pytest.mark.parametrize(
    ("form", "lemma", "rule"),
    [("carries", "carry", "=3+y"), ("Carries", "carry", "-3+y"), ("IRAN", "Iran", "=3+ran"), ("is", "be", "!be"), ("Iran", "Iran", "=0+")],
)
def test_a_rule_gives_back_the_lemma_it_was_made_from(form: str, lemma: str, rule: str) -> None:
    assert rule_of(form, lemma) == rule
    assert apply_rule(form, rule) == lemma


@pytest.mark.parametrize(
    ("form", "xpos", "rules", "lemma"),
    [
        ("Shot", "VBD", ["=1+"], "shoot"),  # the lexicon, in any case
        ("her", "PRP", [], "she"),
        ("her", "PRP$", [], "her"),
        ("Apples", "NNP", ["=0+"], "Apple"),  # a proper noun by its own spelling
        ("shunned", "VBD", ["=2+e"], "shun"),  # the dictionary before the rule
        ("militiamen", "NNS", ["=0+"], "militiaman"),
        ("blorfed", "VBD", ["=2+"], "blorf"),  # the rule where nobody knows the word
        ("blorf", "NN", ["=1+", "=0+"], "blorf"),  # a rule may cut inflected forms alone
        ("Blorf", "NN", ["=1+", "-0+"], "blorf"),
        ("Blorf", "NNP", ["!be"], "Blorf"),  # no whole lemma for a form that is not in the lexicon
        ("12,500", "CD", ["=0+"], "12500"),
    ],
)
def test_a_lemma_is_found(form: str, xpos: str, rules: list[str], lemma: str) -> None:
    assert find_lemma(form, xpos, rules, LEXICON) == lemma


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("Tehran criticized the sanctions.", "Tehran criticize the sanction ."),
        ("They shot down her plane.", "they shoot down her plane ."),
        ("Rebels overran “the airfield”.", 'rebel overrun " the airfield " .'),
    ],
)
def test_the_engine_knows_the_lemmas_of_news(engine: OnnxEngine, text: str, lemmas: str) -> None:
    [sentence] = engine.analyse(text, [(0, len(text))])
    assert sentence.columns[3] == lemmas.split()
