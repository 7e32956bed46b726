import json

import pytest

from pipeline.documents.formats.record import read_record


def read(**record):
    return read_record(json.dumps(record).encode())


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"headline": "Talks resume"}, {"title": "Talks resume"}),
        ({"byline": "Mara Quill"}, {"author": "Mara Quill"}),
        ({"authors": ["Mara Quill", {"name": "Otto Brandvold"}]}, {"author": "Mara Quill, Otto Brandvold"}),
        ({"source": {"id": 5, "name": "The Meridian Post"}}, {"publisher": "The Meridian Post"}),
        ({"publisher": " ", "source": "Post"}, {"publisher": "Post"}),
        ({"pubDate": "Fri, 02 May 2031 10:00:00 GMT"}, {"published": "Fri, 02 May 2031 10:00:00 GMT"}),
        ({"timestamp": 1935482400}, {"published": "2031-05-02"}),
        ({"created_at": 1935482400000}, {"published": "2031-05-02"}),
        ({"date": True, "lang": "en"}, {"language": "en"}),
        ({"link": "https://example.org/a"}, {"url": "https://example.org/a"}),
    ],
)
def test_fields_are_known_by_their_usual_names(record, said):
    assert read(text="The pier is shut.", **record).said == said


@pytest.mark.parametrize(
    "record",
    [
        {"text": "One.\n\nTwo."},
        {"body": "One.\n\nTwo."},
        {"text": "", "content": ["One.", "Two."]},
        {"content": {"rendered": "<p>One.</p><p>Two.</p>"}},
    ],
)
def test_the_text_is_found_as_well(record):
    assert read(**record).text == "One.\n\nTwo."


def test_the_title_stands_above_the_text_once():
    assert read(title="Talks resume", text="The pier is shut.").text == "Talks resume\n\nThe pier is shut."
    assert read(title="Talks resume", text="TALKS RESUME\n\nThe pier is shut.").text == "TALKS RESUME\n\nThe pier is shut."
