"""Members of containers: their paths, fingerprints and sidecars, and how they change."""

import os

import pytest

from pipeline.documents import archives, budget, files, list_files, read_documents
from pipeline.documents.files import by_file, files_in, fingerprints_of, look
from pipeline.documents.formats import readers
from pipeline.documents.seen import recall, remember
from pipeline.documents.units import Unit
from tests.documents.builders import STORY, archive, article, feed, mail, mailbox, packed

RECORD = {"text": STORY}


def listed(folder):
    return {file.source_path: file.fingerprint for file in list_files(folder)}


def test_the_members_of_containers_are_listed_beside_files(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(feed({**RECORD, "id": "x"}, RECORD))
    (tmp_path / "b.mbox").write_bytes(mailbox(mail(number=7), b"Subject: No id\n\nText."))
    (tmp_path / "c.zip").write_bytes(
        archive({"d/e.html": article(), "f.jsonl.gz": packed(feed(RECORD)), "g.zip": archive({"h.md": STORY})})
    )
    (tmp_path / "i.txt").write_text(STORY)
    paths = "b.mbox#2 b.mbox#7@example.org c.zip/d/e.html c.zip/f.jsonl.gz#1 c.zip/g.zip/h.md i.txt in/a.jsonl#2 in/a.jsonl#x"
    assert [file.source_path for file in list_files(tmp_path)] == paths.split()


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.mbox"])
def test_what_is_added_at_the_end_changes_nothing_before_it(tmp_path, name):
    parts = [mailbox(mail(number=3)), mailbox(mail(number=3)), mailbox(mail("Other."))]
    if name != "a.mbox":
        parts = [feed(one) for one in ({**RECORD, "id": 3}, RECORD, {**RECORD, "id": 3})]
    write = packed if name.endswith(".gz") else bytes
    (tmp_path / name).write_bytes(write(b"".join(parts[:2])))
    before = listed(tmp_path)
    (tmp_path / name).write_bytes(write(b"".join(parts)))
    after = listed(tmp_path)
    assert len(after) == 3
    assert before.items() < after.items()


def test_a_member_follows_its_bytes_and_its_sidecar_but_not_its_neighbours(tmp_path):
    seen = []
    for members in ({}, {"b.txt": STORY}, {"a.meta.json": "{}"}, {"a.meta.json": '{"title": "T"}'}, {"a.txt": "Other."}):
        (tmp_path / "a.zip").write_bytes(archive({"a.txt": STORY, **members}))
        seen.append(listed(tmp_path)["a.zip/a.txt"])
    assert seen[0] == seen[1]
    assert len(set(seen)) == 4


def test_a_member_that_is_repacked_alike_is_the_same(tmp_path):
    for method in (0, 8):
        (tmp_path / f"{method}.zip").write_bytes(archive({"a.txt": STORY}, method))
    assert listed(tmp_path)["0.zip/a.txt"] == listed(tmp_path)["8.zip/a.txt"] == Unit("", "txt", STORY.encode()).fingerprint


def test_the_id_of_a_member_is_that_of_the_listed_one(tmp_path):
    (tmp_path / "a.zip").write_bytes(archive({"a.txt": STORY, "a.meta.json": '{"title": "T"}'}))
    documents, _ = read_documents(tmp_path, list(listed(tmp_path)))
    assert documents["title"].to_pylist() == ["T"]
    assert fingerprints_of(tmp_path, ["a.zip/a.txt", "a.zip/gone.txt", "b.txt"]) == listed(tmp_path) | {
        "a.zip/gone.txt": "unreadable",
        "b.txt": "unreadable",
    }


def test_a_batch_opens_each_container_once(tmp_path, monkeypatch):
    (tmp_path / "a.jsonl").write_bytes(feed(*([RECORD] * 5)))
    opened = []
    monkeypatch.setitem(archives.FEEDS, "jsonl", lambda *given, read=archives.FEEDS["jsonl"]: opened.append(given[1]) or read(*given))
    documents, _ = read_documents(tmp_path, [f"a.jsonl#{i}" for i in (2, 5, 3)])
    assert documents["source_path"].to_pylist() and opened == ["a.jsonl"]
    assert sorted(documents["source_path"].to_pylist()) == ["a.jsonl#2", "a.jsonl#3", "a.jsonl#5"]


def test_a_container_that_did_not_change_is_not_opened_again(tmp_path, monkeypatch):
    (tmp_path / "a.zip").write_bytes(archive({"b.txt": STORY, "../c.txt": STORY}))
    sights = look(tmp_path, {})
    seen = recall(remember(sights, began_ns=2**62))
    monkeypatch.setattr(files, "read_members", lambda *_: pytest.fail("a container was opened"))
    assert look(tmp_path, seen) == seen == sights
    assert [file.source_path for file in files_in(seen)] == ["a.zip/../c.txt", "a.zip/b.txt"]


def test_a_file_named_like_a_member_is_itself(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(feed(RECORD))
    (tmp_path / "a.jsonl#1").mkdir()
    for name in ("a.jsonl#1.txt", "a.jsonl#1/b.txt"):
        (tmp_path / name).write_text(STORY)
    assert by_file(tmp_path, ["a.jsonl#1", "a.jsonl#1.txt", "a.jsonl#1/b.txt"]) == {
        "a.jsonl": {"a.jsonl#1"},
        "a.jsonl#1.txt": {"a.jsonl#1.txt"},
        "a.jsonl#1/b.txt": {"a.jsonl#1/b.txt"},
    }


def test_a_member_that_went_away_is_unreadable_and_stops_nothing(tmp_path):
    (tmp_path / "a.zip").write_bytes(archive({"b.txt": STORY}))
    documents, rejected = read_documents(tmp_path, ["a.zip/b.txt", "a.zip/gone.txt", "gone.zip/a.txt", "a.zip"])
    assert documents["source_path"].to_pylist() == ["a.zip/b.txt"]
    assert set(zip(rejected["source_path"].to_pylist(), rejected["reason_code"].to_pylist(), strict=True)) == {
        (path, "unreadable") for path in ("a.zip", "a.zip/gone.txt", "gone.zip/a.txt")
    }


def test_more_members_than_allowed_are_too_many(tmp_path, monkeypatch):
    monkeypatch.setattr(budget, "MOST_MEMBERS", 3)
    (tmp_path / "a.jsonl").write_bytes(feed(*([RECORD] * 4)))
    (tmp_path / "b.jsonl").write_bytes(feed(*([RECORD] * 3)))
    found = list(listed(tmp_path))
    assert found == ["a.jsonl", "b.jsonl#1", "b.jsonl#2", "b.jsonl#3"]
    assert read_documents(tmp_path, found)[1]["reason_code"].to_pylist() == ["too_many"]


def test_a_directory_of_members_is_not_read_beyond_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_DIRECTORY_BYTES", 1_000)
    (tmp_path / "a.zip").write_bytes(archive({f"{i}.txt": STORY for i in range(100)}))
    assert read_documents(tmp_path, list(listed(tmp_path)))[1]["reason_code"].to_pylist() == ["too_many"]


def test_plain_texts_start_no_process(tmp_path, monkeypatch):
    monkeypatch.setattr(readers.Readers, "_start", lambda self: pytest.fail("a process was started"))
    (tmp_path / "a.txt").write_text(STORY)
    assert read_documents(tmp_path, ["a.txt"])[0].num_rows == 1


def test_names_that_are_not_utf8_are_read(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.zip")).write_bytes(archive({"a.txt": STORY}))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert list(listed(tmp_path)) == ["caf\\xe9.zip/a.txt"]
    assert read_documents(tmp_path, ["caf\\xe9.zip/a.txt"])[0].num_rows == 1
