import pytest

from pipeline.documents.decode import DocumentError
from pipeline.documents.metadata import read_sidecar, split_front_matter


def test_a_sidecar_gives_its_known_keys_without_blanks():
    data = b'\xef\xbb\xbf{"title": " A  ship\\nsails ", "author": "", "url": null, "id": 7, "language": "en"}'
    assert read_sidecar(data) == {"title": "A ship sails", "language": "en"}


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[1]", "not a set of keys"),
        (b'{"title": 5}', "title is not a text but int"),
        (b'{"author": ["A", "B"]}', "author is not a text but list"),
    ],
)
def test_a_broken_sidecar_is_refused(data, cause):
    with pytest.raises(DocumentError, match=cause) as caught:
        read_sidecar(data)
    assert caught.value.code == "bad_metadata"


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("A ship sails", "A ship sails"),
        ('"A ship sails"', "A ship sails"),
        ("'A ship''s tale'", "A ship's tale"),
        ("Minister: we sail", "Minister: we sail"),
        ("2031", "2031"),
        ('Sailors say "never"', 'Sailors say "never"'),
        ("No", "No"),
    ],
)
def test_front_matter_gives_its_values_as_written(value, title):
    assert split_front_matter(f"---\ntitle: {value}\n---\nBody.")[0] == {"title": title}


def test_front_matter_keeps_days_as_written_and_passes_over_other_keys():
    said, start = split_front_matter("---\npublished: 2031-03-04\ntags:\n  - sea\n  - ships\n---\nBody.")
    assert said == {"published": "2031-03-04"}
    assert start == len("---\npublished: 2031-03-04\ntags:\n  - sea\n  - ships\n---\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(end):
    text = end.join(["---", "title: T", "author: A", "---", "Body."])
    said, start = split_front_matter(text)
    assert said == {"title": "T", "author": "A"}
    assert text[start:] == "Body."


@pytest.mark.parametrize(
    "text", ["Body.", "", "--- dashes", "---\nA rule, then text.\n---\nMore.", "---\n\n---\nText.", "Title\n---\nauthor: A\n---\n"]
)
def test_text_without_front_matter_begins_at_once(text):
    assert split_front_matter(text) == ({}, 0)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("---\ntitle: T\nBody without an end.", "no closing"),
        ("---\ntitle: T\n  - broken: [\n---\nBody.", "not YAML"),
        ("---\nauthor:\n  - A\n  - B\n---\nBody.", "author is not a text"),
    ],
)
def test_broken_front_matter_is_refused(text, cause):
    with pytest.raises(DocumentError, match=cause) as caught:
        split_front_matter(text)
    assert caught.value.code == "bad_metadata"
    assert "\n" not in str(caught.value)
