"""Copies among documents: exact, nearly so, cut short; whatever the order of the rows."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.copies import judge, read_pairs
from pipeline.copies.link import link_copies
from pipeline.copies.near import CROWD, find_near
from pipeline.tables import COPIES, DOCUMENTS

LENGTH = 128
Row = dict[str, Any]


def document(name: str, values: list[int] | None = None, **columns: Any) -> Row:
    """Return a document whose signature is given, or which has none."""
    signed = {"n_runs": 500, "signature": values} if values else {"n_runs": 0, "signature": []}
    return {"document_id": name, "source_path": f"{name}.txt", "body_sha256": f"words of {name}", **signed} | columns


def signature(seed: int) -> list[int]:
    values: list[int] = np.random.default_rng(seed).integers(0, 2**32, LENGTH).tolist()
    return values


def changed(values: list[int], n: int) -> list[int]:
    """Return a signature that differs in its last n values."""
    return values[: LENGTH - n] + [value ^ 1 for value in values[LENGTH - n :]]


def link(*rows: Row) -> dict[str, tuple[str, str]]:
    copies = link_copies(DOCUMENTS.table(rows))
    COPIES.check(copies)
    return {row["document_id"]: (row["duplicate_of"], row["kind"]) for row in copies.to_pylist()}


def test_no_documents_have_no_copies():
    assert link() == {}


def test_the_same_words_are_a_copy_of_the_first_published_then_of_the_first_path():
    january, february = date(2024, 1, 1), date(2024, 2, 1)
    days = {"a": None, "b": february, "c": january, "d": january}
    rows = [document(name, body_sha256="same", published_on=day) for name, day in days.items()]
    assert link(*rows, document("e")) == dict.fromkeys("abd", ("c", "exact"))


def test_nearly_the_same_is_a_copy_and_less_is_not():
    values = signature(1)
    rows = [document("a", values), document("b", changed(values, 38)), document("c", changed(values, 39))]
    assert link(*rows) == {"b": ("a", "near")}
    assert link(rows[0], rows[2]) == {}


def test_what_was_cut_is_a_copy_of_the_longer_one_though_its_path_comes_first():
    values = signature(1)
    long, cut = document("b", values, n_runs=400), document("a", changed(values, 64), n_runs=220)
    assert link(long, cut) == {"a": ("b", "cut")}
    assert link(long | {"published_on": date(2024, 1, 2)}, cut | {"published_on": date(2024, 1, 1)}) == {}


def test_a_piece_of_a_long_digest_is_no_copy_of_it():
    values = signature(1)
    assert link(document("a", values, n_runs=2_000), document("b", changed(values, 80), n_runs=700)) == {}


def test_a_copy_of_a_copy_links_to_the_original():
    values = signature(1)
    rows = [document("a", values), document("b", changed(values, 20)), document("c", changed(values, 20), body_sha256="words of b")]
    assert link(*rows) == {"b": ("a", "near"), "c": ("a", "near")}


def test_a_story_that_drifts_is_no_chain():
    """Each take shares nine tenths with the last, and so the third too little with the first."""
    takes = [signature(1)]
    for number in range(1, 6):
        takes.append([value ^ 1 if number * 13 <= place < (number + 1) * 13 else value for place, value in enumerate(takes[-1])])
    found = link(*(document(str(number), take, published_on=date(2024, 1, 1 + number)) for number, take in enumerate(takes)))
    assert found == dict.fromkeys("12", ("0", "near")) | dict.fromkeys("45", ("3", "near"))


def test_the_most_similar_original_is_taken():
    values = signature(1)
    rows = [document("a", changed(values, 30)), document("b", values[:64] + signature(2)[64:]), document("c", values)]
    assert link(*rows) == {"c": ("a", "near")}


def test_short_notices_are_copies_only_word_for_word():
    assert link(document("a"), document("b"), document("c", body_sha256="words of a")) == {"c": ("a", "exact")}


@given(st.permutations(range(12)), st.integers(0, 3))
def test_the_order_of_the_rows_does_not_matter(order, n_undated):
    bases, days = [signature(1), signature(2)], [date(2024, 1, day) for day in (1, 2, 3)]
    rows = [document(str(n), changed(bases[n % 2], 7 * n), published_on=None if n < n_undated else days[n % 3]) for n in range(12)]
    table = DOCUMENTS.table(rows)
    assert link_copies(table.take(pa.array(order))).equals(link_copies(table))


def test_thousands_that_are_alike_are_compared_with_one():
    values = np.tile(np.array(signature(1), dtype=np.uint32), (5_000, 1))
    values[:, 0] = np.arange(5_000)
    near = find_near(values, np.full(5_000, 500))
    assert near.original.tolist() == [0] * 5_000


def test_a_crowd_that_shares_a_template_hides_no_copy():
    """Five hundred reports share the same values in some bands, and each has a copy."""
    rng = np.random.default_rng(1)
    reports = rng.integers(0, 2**32, (10 * CROWD, LENGTH), dtype=np.uint32)
    reports[:, :60] = reports[0, :60]
    near = find_near(np.concatenate([reports, reports]), np.full(20 * CROWD, 500))
    assert near.original.tolist() == 2 * list(range(10 * CROWD))


@pytest.mark.parametrize("found", judge(read_pairs()), ids=lambda found: found.pair.name)
def test_no_other_story_is_taken_for_a_copy(found):
    if not found.pair.is_copy and "statement with the same outcome" not in found.pair.name:
        assert found.kind is None
