import hashlib
import json
from datetime import date

import pyarrow as pa
import pytest

from pipeline.documents import decode as decoding
from pipeline.documents import document_id, list_files, read_documents
from pipeline.tables.documents import DOCUMENTS, REJECTED_DOCUMENTS


def read(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_all(folder)


def read_all(folder):
    return read_documents(folder, [file.source_path for file in list_files(folder)])


def test_a_document_is_one_row_with_its_text_untouched(tmp_path):
    text = "---\r\ntitle: Pilots refuse\r\npublished: 2031-03-03\r\n---\r\nThe pier is shut.\r\n"
    documents, rejected = read(tmp_path, a__txt=b"\xef\xbb\xbf" + text.encode())
    DOCUMENTS.check(documents)
    REJECTED_DOCUMENTS.check(rejected)
    row = documents.to_pylist()[0]
    assert rejected.num_rows == 0
    assert (row["title"], row["published_on"], row["text"]) == ("Pilots refuse", date(2031, 3, 3), text)
    assert row["text"][row["body_start"] :] == "The pier is shut.\r\n"
    assert row["content_sha256"] == hashlib.sha256(b"\xef\xbb\xbf" + text.encode()).hexdigest()


def test_the_id_is_that_of_the_listed_file(tmp_path):
    documents, _ = read(tmp_path, a__txt="Text.", a__meta__json=json.dumps({"title": "T"}))
    file = list_files(tmp_path)[0]
    assert documents["document_id"].to_pylist() == [document_id(file.source_path, file.fingerprint)]


def test_the_order_of_the_paths_does_not_matter(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"Text {name}.")
    tables = [read_documents(tmp_path, paths)[0] for paths in (["a.txt", "b.txt", "c.txt"], ["c.txt", "a.txt", "b.txt", "a.txt"])]
    assert tables[0].equals(tables[1])


def test_a_row_does_not_depend_on_other_documents(tmp_path):
    text = "A text. " + " ".join(f"word{i} follows" for i in range(200))
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(text)
    alone, together = read_documents(tmp_path, ["b.txt"])[0], read_documents(tmp_path, ["a.txt", "b.txt"])[0]
    assert alone.to_pylist()[0] in together.to_pylist()
    assert len(alone["signature"][0]) == 128


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a__txt": b" "}, "empty"),
        ({"a__txt": "---\ntitle: T\n---\n \n"}, "empty"),
        ({"a__txt": b"a\0b"}, "binary"),
        ({"a__txt": b"\xe9"}, "not_utf8"),
        ({"a__txt": "---\ntitle: T\nno end"}, "bad_metadata"),
        ({"a__txt": "Text.", "a__meta__json": "{"}, "bad_metadata"),
        ({"a__txt": "Text.", "a__meta__json": '{"published": "soon"}'}, "bad_metadata"),
    ],
)
def test_what_is_no_document_is_one_row_of_the_rejected(tmp_path, files, code):
    documents, rejected = read(tmp_path, good__txt="A good text.", **files)
    REJECTED_DOCUMENTS.check(rejected)
    row = rejected.to_pylist()[0]
    assert documents["source_path"].to_pylist() == ["good.txt"]
    assert (rejected.num_rows, row["source_path"], row["reason_code"]) == (1, "a.txt", code)
    assert row["content_sha256"] == hashlib.sha256((tmp_path / "a.txt").read_bytes()).hexdigest()
    assert row["reason"]
    assert str(tmp_path) not in row["reason"]


def test_a_file_over_the_limit_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(decoding, "MAX_BYTES", 4)
    _, rejected = read(tmp_path, a__txt="12345")
    assert rejected["reason_code"].to_pylist() == ["too_large"]


def test_vanished_files_and_folders_are_unreadable(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    documents, rejected = read_documents(tmp_path, ["folder.txt", "gone.txt", "bad\0name.txt"])
    assert documents.num_rows == 0
    assert rejected["reason_code"].to_pylist() == ["unreadable"] * 3
    assert rejected["content_sha256"].null_count == 3
    assert not any(str(tmp_path) in reason for reason in rejected["reason"].to_pylist())


def test_no_file_gives_two_empty_tables(tmp_path):
    documents, rejected = read_documents(tmp_path, [])
    assert isinstance(documents, pa.Table)
    assert (documents.schema, rejected.schema) == (DOCUMENTS.schema, REJECTED_DOCUMENTS.schema)
