"""What was read and what came of it."""

from datetime import date


def test_coverage_counts_by_batch_and_publisher(ask, world):
    for name, columns in {
        "a": {"publisher": "Gazette", "published_on": date(2024, 1, 2)},
        "b": {"publisher": "Gazette", "published_on": date(2024, 1, 5)},
        "c": {},
        "d": {"publisher": "Gazette", "batch": "b2"},
    }.items():
        document = world.document(name, **columns)
        if name == "b":
            world.copy(document, "a-b1")
        if name in "ad":
            world.claim(document, "USA")
            world.claim(document, "IRN", "denied")
    world.rows["rejected_documents"].append({"source_path": "bad.txt", "reason_code": "empty", "reason": "holds nothing"})
    world.relate()
    rows = ask(world, "from coverage")
    assert rows[0] == {
        "batch": "b1", "publisher": "Gazette", "n_documents": 2, "n_copies": 1, "n_silent": 1, "n_sentences": 2, "n_claims": 2,
        "n_claims_in_copies": 0, "n_rejected": 0, "n_files": 2,
        "first_published_on": date(2024, 1, 2), "last_published_on": date(2024, 1, 5),
    }  # fmt: skip
    unsigned, second = ({k: v for k, v in row.items() if v} for row in rows[1:])
    assert unsigned == {"batch": "b1", "n_documents": 1, "n_silent": 1, "n_sentences": 1, "n_rejected": 1, "n_files": 2}
    assert second == {"batch": "b2", "publisher": "Gazette", "n_documents": 1, "n_sentences": 1, "n_claims": 2, "n_files": 1}


def test_a_batch_of_rejected_files_alone_is_covered(ask, world):
    world.rows["rejected_documents"].append({"source_path": "bad.txt", "reason_code": "empty", "reason": "holds nothing"})
    [row] = ask(world, "from coverage")
    assert {k: v for k, v in row.items() if v} == {"batch": "b1", "n_rejected": 1, "n_files": 1}
