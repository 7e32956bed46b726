import os

import pytest

from pipeline.documents.files import UNREADABLE, document_id, list_files


def write(folder, name, data=b"Text."):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_lists_text_files_by_path_and_nothing_else(tmp_path):
    for name in ("b.txt", "a/c.md", "a/README.md", ".hidden.txt", ".git/d.txt", "b.meta.json", "e.csv", "a-b.txt"):
        write(tmp_path, name)
    assert [file.source_path for file in list_files(tmp_path)] == ["a-b.txt", "a/c.md", "b.txt"]


def test_a_file_has_its_size(tmp_path):
    write(tmp_path, "a.txt", b"12345")
    assert list_files(tmp_path)[0].size == 5


def test_the_fingerprint_follows_file_and_sidecar_but_not_the_clock(tmp_path):
    path = write(tmp_path, "a.txt")
    seen = [list_files(tmp_path)[0].fingerprint]
    os.utime(path, (1, 1))
    assert list_files(tmp_path)[0].fingerprint == seen[0]
    for name, data in (("a.meta.json", b"{}"), ("a.meta.json", b'{"title": "T"}'), ("a.txt", b"Other.")):
        write(tmp_path, name, data)
        seen.append(list_files(tmp_path)[0].fingerprint)
    assert len(set(seen)) == 4
    assert all(len(fingerprint) == 64 for fingerprint in seen)


def test_bytes_moved_between_file_and_sidecar_change_the_fingerprint(tmp_path):
    write(tmp_path, "a.txt", b"one two")
    write(tmp_path, "a.meta.json", b"three")
    before = list_files(tmp_path)[0].fingerprint
    write(tmp_path, "a.txt", b"one ")
    write(tmp_path, "a.meta.json", b"twothree")
    assert list_files(tmp_path)[0].fingerprint != before


def test_what_cannot_be_read_is_listed_and_says_so(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    assert [(file.source_path, file.fingerprint, file.size) for file in list_files(tmp_path)] == [
        ("gone.txt", UNREADABLE, 0),
        ("pipe.txt", UNREADABLE, 0),
    ]


def test_a_name_that_is_not_utf8_is_listed_with_its_bytes_spelt_out(tmp_path):
    try:
        write(tmp_path, os.fsdecode(b"caf\xe9.txt"))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert list_files(tmp_path)[0].source_path == "caf\\xe9.txt"


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        list_files(tmp_path / "nowhere")


def test_a_file_in_place_of_the_folder_is_named(tmp_path):
    with pytest.raises(NotADirectoryError, match=r"a\.txt"):
        list_files(write(tmp_path, "a.txt"))


def test_the_id_depends_on_path_and_fingerprint():
    assert document_id("a.txt", "f") == document_id("a.txt", "f")
    assert len({document_id("a.txt", "f"), document_id("b.txt", "f"), document_id("a.txt", "g")}) == 3
