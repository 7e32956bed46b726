"""What is new goes into new batches, what is gone is no longer live, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batches import MANIFEST, live_batches, paths_of, plan_batches, withdraw

PATHS = st.dictionaries(st.sampled_from([f"{name}.txt" for name in "abcdef"]), st.sampled_from(["1", "2"]))


def live(manifest) -> dict[str, str]:
    return {row["source_path"]: row["fingerprint"] for row in manifest.to_pylist() if not row["is_deleted"]}


def test_a_first_plan_puts_every_file_into_one_batch():
    plan = plan_batches(MANIFEST.empty(), {"b.txt": "1", "a.txt": "2"})
    assert (plan.n_new, plan.n_changed, plan.n_deleted, plan.is_change) == (2, 0, 0, True)
    assert paths_of(plan.manifest, *plan.new_batches) == {"a.txt": "2", "b.txt": "1"}


def test_the_same_folder_again_changes_nothing():
    first = plan_batches(MANIFEST.empty(), {"a.txt": "1"})
    again = plan_batches(first.manifest, {"a.txt": "1"})
    assert not again.is_change
    assert not again.new_batches
    assert again.manifest.equals(first.manifest)


def test_a_changed_file_alone_goes_into_a_new_batch():
    first = plan_batches(MANIFEST.empty(), {"a.txt": "1", "b.txt": "1"})
    second = plan_batches(first.manifest, {"a.txt": "2", "b.txt": "1"})
    assert (second.n_new, second.n_changed, second.n_deleted) == (0, 1, 0)
    assert paths_of(second.manifest, *second.new_batches) == {"a.txt": "2"}
    assert paths_of(second.manifest, *first.new_batches) == {"a.txt": "1", "b.txt": "1"}
    assert paths_of(second.manifest, *first.new_batches, only_live=True) == {"b.txt": "1"}


def test_a_deleted_file_is_no_longer_live_and_makes_no_batch():
    first = plan_batches(MANIFEST.empty(), {"a.txt": "1", "b.txt": "1"})
    second = plan_batches(first.manifest, {"b.txt": "1"})
    assert (second.n_new, second.n_changed, second.n_deleted) == (0, 0, 1)
    assert not second.new_batches
    assert live_batches(second.manifest) == {first.new_batches[0]: 1}
    assert live_batches(plan_batches(second.manifest, {}).manifest) == {}


def test_a_file_that_comes_back_is_read_anew_in_a_batch_of_its_own():
    first = plan_batches(MANIFEST.empty(), {"a.txt": "1"})
    back = plan_batches(plan_batches(first.manifest, {}).manifest, {"a.txt": "1"})
    assert back.new_batches
    assert back.new_batches != first.new_batches


def test_a_withdrawn_file_is_given_a_new_batch():
    first = plan_batches(MANIFEST.empty(), {"a.txt": "1", "b.txt": "1"})
    withdrawn = withdraw(first.manifest, first.new_batches[0], ["a.txt"])
    assert MANIFEST.breaches(withdrawn) == []
    assert live(withdrawn) == {"b.txt": "1"}
    again = plan_batches(withdrawn, {"a.txt": "1", "b.txt": "1"})
    assert paths_of(again.manifest, *again.new_batches) == {"a.txt": "1"}


def test_no_batch_is_larger_than_asked():
    plan = plan_batches(MANIFEST.empty(), {f"{i:03d}.txt": "1" for i in range(25)}, batch_size=10)
    assert [len(paths_of(plan.manifest, batch)) for batch in plan.new_batches] == [10, 10, 5]


def test_an_unknown_batch_is_named():
    with pytest.raises(KeyError, match="no batch 1234"):
        paths_of(MANIFEST.empty(), "1234")


@given(st.lists(PATHS, min_size=1, max_size=6))
def test_live_files_are_those_of_the_folder_whatever_came_before(folders):
    manifest, inputs = MANIFEST.empty(), dict[str, dict[str, str]]()
    for files in folders:
        plan = plan_batches(manifest, files, batch_size=2)
        manifest = plan.manifest
        assert MANIFEST.breaches(manifest) == []
        assert live(manifest) == files
        assert not set(plan.new_batches) & inputs.keys()
        inputs |= {batch: paths_of(manifest, batch) for batch in plan.new_batches}
        assert all(paths_of(manifest, batch) == given for batch, given in inputs.items())
