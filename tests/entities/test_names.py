import pytest

from pipeline.entities.names import build_capitals, build_names, is_in_capitals, match_names


@pytest.fixture(scope="module")
def names(codebook):
    return build_names(codebook)


def found(words, trie):
    return [" ".join(words[first:last]) for first, last, _ in match_names(words, trie)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the South Korea deal", ["South Korea"]),
        ("the Latin American market", []),
        ("Turkey ate turkey", ["Turkey"]),
        ("the United Nations Security Council met", ["United Nations Security Council"]),
        ("Russia - Iran trade", ["Russia", "Iran"]),
        ("nothing here", []),
    ],
)
def test_the_longest_name_wins(text, expected, names):
    assert found(text.split(), names) == expected


def test_headlines_in_capitals_are_read(codebook):
    words = "RUSSIA AND IRAN SIGN PACT".split()
    assert is_in_capitals(words)
    assert not is_in_capitals("The UN and NATO met".split())
    assert found(words, build_capitals(codebook)) == ["RUSSIA", "IRAN"]
