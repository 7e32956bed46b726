"""The pairs of texts for copies, and what is made of them."""

from evaluation.copies import Found, Pair, judge, read_pairs, score

WORDS = " ".join(f"word{number}" for number in range(200))


def test_each_pair_is_there_in_both_orders():
    pairs = read_pairs()
    assert len(pairs) >= 100
    assert {pairs[0].texts} == {pairs[1].texts[::-1]}
    assert len({pair.name for pair in pairs}) == len(pairs)
    assert 40 <= sum(pair.is_copy for pair in pairs) <= len(pairs) - 40


def test_pairs_are_judged_and_counted():
    pairs = [
        Pair("same", True, (WORDS, WORDS.upper())),
        Pair("shorter", True, (WORDS, WORDS[:400])),
        Pair("other", False, (WORDS, "Another.")),
    ]
    found = judge(pairs)
    assert [one.kind for one in found] == ["exact", None, None]
    assert score([*found, Found(pairs[2], "near")]) == (0.5, 0.5)


def test_nine_of_ten_that_are_found_are_copies_and_four_of_five_copies_are_found():
    precision, recall = score(judge(read_pairs()))
    assert precision >= 0.95
    assert recall >= 0.8
