"""Small batches become few full ones; no file is lost or doubled by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batches import (
    MANIFEST,
    Size,
    dead_batches,
    forget_batches,
    live_batches,
    merge_batches,
    merge_key,
    paths_of,
    plan_batches,
    plan_merges,
    small_batches,
)

SIZES = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda n: Size(n[0], sum(n))),
    max_size=30,
)
FOLDERS = st.lists(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("12"), max_size=6), min_size=1, max_size=5)


def live(manifest) -> list[tuple[str, str]]:
    return sorted((row["source_path"], row["fingerprint"]) for row in manifest.to_pylist() if not row["is_deleted"])


def manifest_of(*folders: dict[str, str], batch_size: int = 2):
    manifest = MANIFEST.empty()
    for folder in folders:
        manifest = plan_batches(manifest, folder, batch_size=batch_size).manifest
    return manifest


@given(SIZES)
def test_merges_are_full_at_most_take_only_small_batches_and_each_once(sizes):
    merges = plan_merges(sizes, batch_size=10)
    taken = [batch for merge in merges for batch in merge]
    assert len(taken) == len(set(taken))
    assert all(sizes[batch].n_live <= 5 for batch in taken)
    assert all(sum(sizes[batch].n_live for batch in merge) <= 10 for merge in merges)
    assert all(len(merge) > 1 or sizes[merge[0]].is_mostly_dead for merge in merges)
    left = [size.n_live for batch, size in sizes.items() if batch not in taken and size.n_live <= 5]
    assert len(left) <= 1


def test_a_thousand_batches_of_one_become_one():
    [merge] = plan_merges({f"{i:03d}": Size(1, 1) for i in range(1000)})
    assert len(merge) == 1000


@pytest.mark.parametrize(
    ("size", "merges"),
    [(Size(6, 6), []), (Size(6, 11), []), (Size(2, 2), []), (Size(2, 4), []), (Size(2, 5), [("a",)]), (Size(0, 9), [("a",)])],
)
def test_one_batch_alone_is_written_anew_only_where_it_is_small_and_mostly_dead(size, merges):
    assert plan_merges({"a": size}, batch_size=10) == merges


@given(FOLDERS, st.data())
def test_the_live_files_are_the_same_after_a_merge_and_after_the_old_batches_are_forgotten(folders, data):
    manifest = manifest_of(*folders)
    batches = data.draw(st.lists(st.sampled_from(sorted(live_batches(manifest)) or [""]), unique=True)) if live_batches(manifest) else []
    files = {path: mark for batch in batches for path, mark in paths_of(manifest, batch, only_live=True).items()}
    key = merge_key(manifest, batches)
    merged = MANIFEST.check(merge_batches(manifest, batches, key, files))
    assert live(merged) == live(manifest)
    assert not set(batches) & live_batches(merged).keys()
    clean = MANIFEST.check(forget_batches(merged, dead_batches(merged)))
    assert live(clean) == live(manifest)
    assert dead_batches(clean) == []
    assert not plan_batches(clean, folders[-1]).is_change


def test_a_key_depends_on_the_files_and_is_new():
    manifest = manifest_of({"a": "1", "b": "1"}, batch_size=1)
    key = merge_key(manifest, list(live_batches(manifest)))
    assert key == merge_key(manifest, list(live_batches(manifest))[::-1])
    merged = merge_batches(manifest, list(live_batches(manifest)), key, {"a": "1", "b": "1"})
    assert merge_key(merged, [key]) != key
    clean = forget_batches(merged, dead_batches(merged))
    assert merge_key(clean, [key]) != key


def test_a_file_that_was_withdrawn_meanwhile_stays_withdrawn():
    manifest = manifest_of({"a": "1", "b": "1"}, batch_size=1)
    batches, files = list(live_batches(manifest)), {"a": "1", "b": "1"}
    meanwhile = plan_batches(manifest, {"b": "1"}).manifest
    assert live(merge_batches(meanwhile, batches, "new", files)) == [("b", "1")]


def test_a_batch_with_live_files_is_not_forgotten():
    manifest = manifest_of({"a": "1"})
    with pytest.raises(ValueError, match="has live files"):
        forget_batches(manifest, list(live_batches(manifest)))


def test_small_is_told_by_live_files():
    manifest = manifest_of({"a": "1", "b": "1", "c": "1"}, {"a": "1", "b": "2", "c": "1"}, batch_size=10)
    assert small_batches(manifest, batch_size=4) == sorted(live_batches(manifest))
    assert len(small_batches(manifest, batch_size=2)) == 1
