import pytest

from pipeline.documents.decode import MAX_BYTES, DocumentError, decode, refuse_size


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Plain.", "Plain."),
        (b"\xef\xbb\xbfWith a mark.", "With a mark."),
        ("Zürich, naïve, Гаага".encode(), "Zürich, naïve, Гаага"),
        ("\ufeffWide.".encode("utf-16-le"), "Wide."),
        ("\ufeffWide.".encode("utf-16-be"), "Wide."),
        (b"One\r\nTwo\rThree\n", "One\r\nTwo\rThree\n"),
        (b"A form\x0cfeed and a tab\t.", "A form\x0cfeed and a tab\t."),
        (b"One stray \x08 in a line that is long enough to be text.", "One stray \x08 in a line that is long enough to be text."),
    ],
)
def test_text_is_decoded_untouched(data, text):
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "code", "cause"),
    [
        (b"", "empty", "no text"),
        (b" \n\t\r\n", "empty", "white space"),
        ("\u200b \ufeff".encode(), "empty", "white space"),
        (b"\xef\xbb\xbf", "empty", "white space"),
        (b"\xe9", "not_utf8", "byte 0 (0xe9)"),
        (b"\xff\xfea", "not_utf8", "UTF-16"),
        (b"GIF\x00data", "binary", "NUL at position 3"),
        (b"\x01\x02\x03\x04 words", "binary", "4 of 10"),
        (b"\xff\xfea\0\0\0", "binary", "NUL"),
    ],
)
def test_what_is_no_text_is_refused_with_its_cause(data, code, cause):
    with pytest.raises(DocumentError) as caught:
        decode(data)
    assert caught.value.code == code
    assert cause in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_of_the_greatest_size_passes_and_one_byte_more_does_not():
    refuse_size(MAX_BYTES)
    with pytest.raises(DocumentError, match=str(MAX_BYTES + 1)):
        refuse_size(MAX_BYTES + 1)
