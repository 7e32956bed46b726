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


NAMES = "José Núñez of the café “Málaga” met Tehran’s envoy – in São Tomé."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (NAMES, "cp1252"),
        (NAMES, "mac_roman"),
        ("The café owner told reporters that he had sent no ships.", "latin-1"),
        ("The café owner told reporters that he had sent no ships.", "cp850"),
        ("The EU adds €50m, and Britain £40m, the minister said.", "iso8859-15"),
        ("Łukasz Kowalski met reporters in Kraków on Tuesday, he said.", "cp1250"),
        (NAMES, "utf-16-le"),
        (NAMES, "utf-16-be"),
        (NAMES, "utf-32"),
        ("Министр иностранных дел заявил во вторник, что его страна никогда не поставляла ракеты.", "cp1251"),
        ("Министр иностранных дел заявил во вторник, что его страна никогда не поставляла ракеты.", "koi8-r"),
        ("外交部长星期二表示，该国从未向俄罗斯提供导弹。莫斯科否认了这些指控。", "gb18030"),
    ],
)
def test_other_encodings_are_told_by_their_bytes(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ("iso-8859-2", "Bacău"),
        ("windows_1250", "Bacău"),
        ("ISO_8859-1", "Bacãu"),
        ("x-klingon", "Bacãu"),
        ("zlib", "Bacãu"),
        ("utf-8", "Bacãu"),
    ],
)
def test_a_declared_encoding_is_believed_if_there_is_one_and_it_fits(declared, name):
    assert (
        decode(b"The mayor of Bac\xe3u spoke to reporters on Tuesday.", declared) == f"The mayor of {name} spoke to reporters on Tuesday."
    )


def test_utf8_is_utf8_whatever_is_declared():
    assert decode("Łódź".encode(), "iso-8859-1") == "Łódź"


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
