"""Regular forms of verbs and nouns."""

import pytest

from pipeline.claims.inflect import forms


@pytest.mark.parametrize(
    ("lemma", "upos", "form"),
    [
        ("denounce", "VERB", "denounced"),
        ("rebuff", "VERB", "rebuffing"),
        ("carry", "VERB", "carries"),
        ("bar", "VERB", "barred"),
        ("attack", "VERB", "attacked"),
        ("ally", "NOUN", "allies"),
        ("clash", "NOUN", "clashes"),
    ],
)
def test_a_regular_form_is_known(lemma: str, upos: str, form: str) -> None:
    assert form in forms(lemma, upos)


def test_an_adjective_has_one_form() -> None:
    assert forms("critical", "ADJ") == {"critical"}
