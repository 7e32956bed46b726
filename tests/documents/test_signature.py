"""The hash and the signature of a body."""

import pytest

from pipeline.documents.signature import FEWEST_RUNS, LENGTH, RUNS_AT_ONCE, sign_body

WORDS = [f"word{number}" for number in range(400)]
TEXT = " ".join(WORDS)


def share_alike(one: str, other: str) -> float:
    left, right = (sign_body(body)["signature"] for body in (one, other))
    return sum(a == b for a, b in zip(left, right, strict=True)) / LENGTH


@pytest.mark.parametrize("other", [TEXT.upper(), TEXT.replace(" ", "\n\n"), TEXT.replace(" ", ", ") + ".", "“" + TEXT + "”"])
def test_case_white_space_and_punctuation_do_not_count(other):
    assert sign_body(other) == sign_body(TEXT)


def test_other_words_have_another_hash_and_a_near_signature():
    other = TEXT.replace("word200", "else")
    assert sign_body(other)["body_sha256"] != sign_body(TEXT)["body_sha256"]
    assert share_alike(TEXT, other) > 0.9
    assert share_alike(TEXT, " ".join(reversed(WORDS))) == 0


def test_the_signature_estimates_the_share_of_common_runs():
    half = " ".join(WORDS[:200])
    assert share_alike(TEXT, half) == pytest.approx(196 / 396, abs=0.13)


def test_the_values_stay_as_they_are():
    """They rest in warehouses and are compared with those of tomorrow."""
    assert sign_body(TEXT)["signature"][:3] == [4822650, 11647909, 6966451]


def test_a_short_text_has_no_signature():
    n_words = FEWEST_RUNS + 4
    assert len(sign_body(" ".join(WORDS[:n_words]))["signature"]) == LENGTH
    short = sign_body(" ".join(WORDS[: n_words - 1]))
    assert (short["n_runs"], short["signature"]) == (0, [])
    assert sign_body("la " * 1_000)["n_runs"] == 0


def test_a_text_without_words_is_itself_alone():
    assert sign_body("!")["body_sha256"] != sign_body("?")["body_sha256"]


def test_a_long_text_is_signed_in_parts():
    words = [f"w{number}" for number in range(RUNS_AT_ONCE + 500)]
    assert sign_body(" ".join(words))["n_runs"] == RUNS_AT_ONCE + 496
    assert share_alike(" ".join(words), " ".join(words[600:])) > 0.85
