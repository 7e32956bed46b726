"""Hostile and odd files, and what must come of each: a document, or a rejection with its code."""

import os
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from tests.documents.builders import (
    SENTENCES,
    STORY,
    archive,
    article,
    feed,
    mail,
    mailbox,
    packed,
    page,
    pdf,
    pdf_of,
    word,
)

RUSSIAN = "Министр иностранных дел заявил во вторник, что его страна никогда не поставляла ракеты. Москва отвергла обвинения."
FRENCH = "Le ministre a déclaré mardi que son pays n'avait jamais livré de missiles à la Russie. Moscou a démenti ces accusations."
CAFE = "The café owner, José Núñez, told reporters in Málaga that “France” had sent no ships to São Tomé."
DOC = None
TAGS = "<script>alert('&lt;b&gt;')</script> Iran denied it &amp; Kyiv &lt;did not&gt; believe it, the minister said."
BIDI = "Iran denied \u202eaissuR\u202c arming \u2066anyone\u2069 in the war, the minister said on Tuesday."
RECORD = {"text": STORY}


@dataclass(frozen=True)
class Case:
    """A folder of files and what comes of them: a code for each that is rejected, null for a document; and its text where given."""

    name: str
    files: Mapping[str, bytes | str]
    expected: Mapping[str, str | None]
    texts: Mapping[str, str] = field(default_factory=dict)
    make: Callable[[Path], None] | None = None


def one(name: str, data: bytes | str, expected: str | None, text: str | None = None) -> Case:
    """Return a case of one file, named by its ending and the case."""
    return Case(name, {name: data}, {name: expected}, {} if text is None else {name: text})


def entry(name: str, data: bytes = STORY.encode(), *, flags: int = 0, method: int = 0, mode: int = 0, crc: int | None = None) -> bytes:
    """Return an archive of one member whose header says whatever is wanted."""
    raw = name.encode()
    crc = zlib.crc32(data) if crc is None else crc
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, flags, method, 0, 0, crc, len(data), len(data), len(raw), 0) + raw + data
    central = struct.pack(
        "<4s6H3I5H2I", b"PK\1\2", 0x314, 20, flags, method, 0, 0, crc, len(data), len(data), len(raw), 0, 0, 0, 0, mode << 16, 0
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(central) + len(raw), len(local), 0)
    return local + central + raw + end


def nested(depth: int) -> bytes:
    data = archive({"a.txt": STORY})
    for _ in range(depth - 1):
        data = archive({"b.zip": data})
    return data


def twice(name: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as written, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile says that the name is there already
        for text in SENTENCES[:2]:
            written.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def docx_with(parts: Mapping[str, bytes | str], *, without: str = "") -> bytes:
    with zipfile.ZipFile(BytesIO(word())) as made:
        kept = {info.filename: made.read(info) for info in made.infolist() if info.filename != without}
    return archive({**kept, **parts})


def docx_body(body: str, doctype: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return docx_with({"word/document.xml": xml})


def multiparts(depth: int) -> bytes:
    lines = ["From: a@example.org", "Subject: Parts"]
    for i in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="b{i}"', "", f"--b{i}"]
    return "\r\n".join([*lines, "Content-Type: text/plain", "", STORY, ""]).encode()


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def pdf_page(content: bytes, resources: bytes = b"", *more: bytes, extra: bytes = b"") -> bytes:
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << %s >> /Contents 4 0 R >>" % resources,
            stream(content, extra),
            *more,
        ],
        b"/Root 1 0 R",
    )


def laughs(inner: str) -> str:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return f'<!DOCTYPE {inner} [<!ENTITY l0 "Iran denied it. ">{entities}]>'


def sparse(name: str, size: int) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.truncate(size)

    return make


def long_line(folder: Path) -> None:
    with (folder / "a.jsonl").open("wb") as file:
        file.write(b'{"text": "')
        file.seek(100_000_000)
        file.write(b'"}\n' + feed(RECORD))


def fifo(name: str) -> Callable[[Path], None]:
    return lambda folder: os.mkfifo(folder / name)


def link(name: str, target: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).symlink_to(target)


def folder_of_that_name(folder: Path) -> None:
    (folder / "a.html").mkdir()
    (folder / "a.html" / "b.txt").write_text(STORY)


def unreadable(folder: Path) -> None:
    (folder / "a.txt").write_text(STORY)
    (folder / "a.txt").chmod(0)


def raw_names(folder: Path) -> None:
    for name in (b"caf\xe9.txt", b"caf\\xe9.txt", b"new\nline.txt", b"n" * 250 + b".txt"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(STORY)


TEXTS = [
    one("empty.txt", b"", "empty"),
    one("blank.md", b" \r\n\t \n", "empty"),
    one("mark_only.txt", b"\xef\xbb\xbf", "empty"),
    one("invisible.txt", "\u200b\u2060\u00ad", "empty"),
    one("nul.txt", b"Iran denied\0it.", "binary"),
    one("controls.txt", bytes(range(1, 9)) * 10 + b" some words", "binary"),
    one("pdf.txt", pdf([SENTENCES]), "wrong_format"),
    one("zip.md", archive({"a.txt": STORY}), "wrong_format"),
    one("noise.txt", bytes((i * 7919 + i * i * 31) % 255 + 1 for i in range(5_000)), "not_utf8"),
    one("bad_byte.txt", b"Iran denied it." + b"\xff" * 3 + b"\xc3", "not_utf8"),
    one("cut_utf16.txt", "\ufeffIran denied it.".encode("utf-16-le")[:-1], "not_utf8"),
    one("surrogates.txt", b"Iran denied \xed\xa0\x80 it, the minister said.", "not_utf8"),
    one("wide.txt", STORY.encode("utf-16-le"), DOC, STORY),
    one("wide_big.txt", STORY.encode("utf-16-be"), DOC, STORY),
    one("widest.txt", STORY.encode("utf-32"), DOC, STORY),
    one("western.txt", CAFE.encode("cp1252"), DOC, CAFE),
    one("macintosh.txt", CAFE.encode("mac_roman"), DOC, CAFE),
    one("russian_utf8.txt", RUSSIAN, "not_english"),
    one("russian_1251.txt", RUSSIAN.encode("cp1251"), "not_english"),
    one("russian_koi8.txt", RUSSIAN.encode("koi8_r"), "not_english"),
    one("french.txt", FRENCH.encode("cp1252"), "not_english"),
    one("bidi.txt", BIDI, DOC, BIDI),
    one("tags.txt", TAGS, DOC, TAGS),
    one("one_line.txt", "Iran denied it and then it left the lake. " * 40_000, DOC),
    one("line_ends.md", "---\r\n" + "\r\n" * 5_000 + "!", DOC),
    one("many_rules.md", "---\ntitle: T\n" + "--- \n" * 50_000 + STORY, DOC),
    one("open_front.md", "---\ntitle: T\n" + STORY, "bad_metadata"),
    one(
        "yaml_laughs.md",
        "---\na: &a [1]\n" + "".join(f"b{i}: &b{i} [*{'a' if not i else f'b{i - 1}'}, *a]\n" for i in range(60)) + f"---\n{STORY}",
        DOC,
    ),
    one("yaml_deep.md", f"---\ntitle: {'[' * 20_000}\n---\n{STORY}", "bad_metadata"),
    Case("sidecar_number", {"a.txt": STORY, "a.meta.json": '{"id": ' + "9" * 5_000 + "}"}, {"a.txt": "bad_metadata"}),
    Case("sidecar_deep", {"a.txt": STORY, "a.meta.json": "[" * 100_000}, {"a.txt": "bad_metadata"}),
    Case("sidecar_fifo", {"a.txt": STORY}, {"a.txt": "bad_metadata"}, make=fifo("a.meta.json")),
    Case("stated_french", {"a.txt": STORY, "a.meta.json": '{"language": "fr"}'}, {"a.txt": "not_english"}),
    Case("stated_english", {"a.txt": FRENCH, "a.meta.json": '{"language": "en"}'}, {"a.txt": DOC}),
]

PAGES = [
    one("empty.html", b"", "empty"),
    one("script.html", page("<script>var x = 'Iran denied it.';</script>"), "empty"),
    one("frames.htm", "<frameset><frame src='a.html'></frameset>", "empty"),
    one("gzip.html", packed(article().encode()), "wrong_format"),
    one("nul.html", article().replace("denied", "den\0ied"), "binary"),
    one("deep.html", page("<div>" * 100_000 + STORY + "</div>" * 100_000), "empty"),
    one("deep_inline.html", page("<p>" + "<b>" * 5_000 + STORY), "empty"),
    one("attribute.html", page(f'<p title="{"x" * 5_000_000}">{STORY}</p>'), DOC),
    one("attributes.html", page(f"<p {' '.join(f'a{i}=1' for i in range(200_000))}>{STORY}</p>"), "too_slow"),
    one("unclosed.html", f"<html><body><article><p>{STORY}<p>{SENTENCES[0]}<table><tr><td", DOC),
    one("entities.html", page(f"<p>{STORY} {'&amp;' * 200_000}</p>"), DOC),
    one("no_such_codec.html", page(f"<p>{STORY}</p>", '<meta charset="zlib">'), DOC),
    one("wrong_charset.html", page(f"<p>{CAFE} {STORY}</p>", '<meta charset="iso-8859-1">').encode(), DOC),
    one("laughs.html", laughs("html") + page(f"<p>{STORY} &l9;</p>"), DOC),
    one("surrogate.html", page(f"<p>{STORY} &#xD800; &#0;</p>"), DOC),
    one("long_title.html", page(f"<p>{STORY}</p>", f"<title>{'Iran ' * 200_000}</title>"), DOC),
    one("quotes.html", page(f"<p>{STORY}</p>" + "<blockquote>" * 200 + SENTENCES[0]), DOC),
    one("french.html", page(f"<p>{FRENCH} {FRENCH}</p>"), "not_english"),
    one("says_french.html", page(f"<p>{STORY}</p>", language="fr"), DOC),
    one("CAPITALS.HTML", article(), DOC),
]

PDFS = [
    one("empty.pdf", b"", "empty"),
    one("text.pdf", STORY, "broken"),
    one("magic_only.pdf", b"%PDF-1.7\n", "broken"),
    one("cut.pdf", pdf([SENTENCES])[:300], "broken"),
    one("password.pdf", pdf([SENTENCES], secret=True), "encrypted"),
    one("pictures.pdf", pdf([[], []]), "empty"),
    one("tree_loop.pdf", pdf([SENTENCES], kids=b"2 0 R 2 0 R 2 0 R"), "broken"),
    one("tree_loop_and_page.pdf", pdf([SENTENCES], kids=b"2 0 R 4 0 R"), DOC),
    one("many_pages.pdf", pdf([SENTENCES], count=1_000_000_000), DOC),
    one(
        "form_loop.pdf",
        pdf_page(
            b"/X Do",
            b"/XObject << /X 5 0 R >>",
            stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"),
        ),
        "empty",
    ),
    one("deep_arrays.pdf", pdf_page(b"[" * 500_000), "empty"),
    one("bomb.pdf", pdf_page(zlib.compress(b" " * 300_000_000, 1), extra=b"/Filter /FlateDecode"), "empty"),
    one("previous_loop.pdf", pdf([SENTENCES]).replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"), DOC),
    one("no_font.pdf", pdf([SENTENCES]).replace(b"/Type /Font /Subtype /Type1", b"/Type /Pont /Subtype /Typo1"), DOC),
    one("french.pdf", pdf([[FRENCH]]), "not_english"),
]

WORDS = [
    one("empty.docx", b"", "empty"),
    one("text.docx", STORY, "broken"),
    one("cut.docx", word()[:-200], "broken"),
    one("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "wrong_format"),
    one("no_document.docx", docx_with({}, without="word/document.xml"), "broken"),
    one("any_archive.docx", archive({"a.txt": STORY}), "broken"),
    one("blank.docx", word([" ", ""]), "empty"),
    one("laughs.docx", docx_body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", laughs("w:document")), "broken"),
    one(
        "outside.docx",
        docx_body(f"<w:p><w:r><w:t>{STORY}&x;</w:t></w:r></w:p>", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        DOC,
        STORY,
    ),
    one("deep.docx", docx_body("<w:p>" * 100_000 + "</w:p>" * 100_000), "broken"),
    one("bomb.docx", docx_with({"word/media/a.bin": b"\0" * 250_000_000}), "bomb"),
    one("not_xml.docx", docx_with({"word/document.xml": "<w:document"}), "broken"),
]

MAILS = [
    one("empty.eml", b"", "empty"),
    one("no_header.eml", STORY, "broken"),
    one("header_only.eml", b"From: a@example.org\r\nSubject: Nothing\r\n\r\n", "empty"),
    one("parts.eml", multiparts(1_000), "too_deep"),
    one("more_parts.eml", multiparts(20_000), "too_deep"),
    one("attachment.eml", mail().replace(b'Content-Type: text/plain; charset="utf-8"', b"Content-Type: application/pdf"), "empty"),
    one("no_such_charset.eml", mail().replace(b"utf-8", b"x-klingon"), DOC),
    one("bad_base64.eml", mail().replace(b"7bit", b"base64"), DOC),
    one("long_subject.eml", b"Subject: " + b"Iran " * 200_000 + b"\r\n\r\n" + STORY.encode(), "too_slow"),
    one("many_headers.eml", b"X-A: b\r\n" * 50_000 + b"\r\n" + STORY.encode(), DOC),
    one("odd_addresses.eml", b"From: " + b"<" * 5_000 + b"\r\nDate: 99 Foo\r\n\r\n" + STORY.encode(), DOC),
    one("french.eml", mail(FRENCH, subject="Moscou a démenti"), "not_english"),
    Case("no_from.mbox", {"a.mbox": mail()}, {"a.mbox": "broken"}),
    Case("empty.mbox", {"a.mbox": b""}, {"a.mbox": "empty"}),
    Case(
        "two.mbox",
        {"a.mbox": mailbox(mail(), b"no header at all") + b"From here it goes on.\n"},
        {"a.mbox#1@example.org": DOC, "a.mbox#2": "broken"},
    ),
    Case("same_ids.mbox", {"a.mbox": mailbox(mail(), mail())}, {"a.mbox#1@example.org": DOC, "a.mbox#1@example.org~2": DOC}),
]

FEEDS = [
    Case("empty.jsonl", {"a.jsonl": b"\n \n"}, {"a.jsonl": "empty"}),
    Case("wide.jsonl", {"a.jsonl": '{"text": "Iran denied it."}'.encode("utf-16")}, {"a.jsonl": "not_utf8"}),
    Case(
        "lines.jsonl",
        {"a.jsonl": feed(RECORD) + b"{broken\n\n" + feed([STORY], {"title": "No text"}, {"text": 5}, RECORD)},
        {
            "a.jsonl#1": DOC,
            "a.jsonl#2": "bad_record",
            "a.jsonl#4": "bad_record",
            "a.jsonl#5": "bad_record",
            "a.jsonl#6": "bad_record",
            "a.jsonl#7": DOC,
        },
    ),
    Case(
        "deep.jsonl",
        {"a.jsonl": b'{"id": "x", "text": ' + b"[" * 100_000 + b"\n" + feed(RECORD)},
        {"a.jsonl#1": "bad_record", "a.jsonl#2": DOC},
    ),
    Case("number.jsonl", {"a.jsonl": b'{"id": ' + b"9" * 10_000 + b"}\n" + feed(RECORD)}, {"a.jsonl#1": "bad_record", "a.jsonl#2": DOC}),
    Case(
        "ids.jsonl",
        {"a.jsonl": feed(*({**RECORD, "id": i} for i in ("x", "x", "../../x", "b.txt", True, 6, "6", None))), "a.jsonl#b.txt": STORY},
        {f"a.jsonl#{i}": DOC for i in ("x", "x~2", "3", "4", "5", "6", "6~2", "8", "b.txt")},
    ),
    Case(
        "surrogates.jsonl",
        {"a.jsonl": b'{"text": "Iran denied \\ud800 it, said the minister."}'},
        {"a.jsonl#1": DOC},
        {"a.jsonl#1": "Iran denied \ufffd it, said the minister."},
    ),
    Case("nul.jsonl", {"a.jsonl": b'{"text": "Iran denied \\u0000 it."}'}, {"a.jsonl#1": "binary"}),
    Case(
        "dates.jsonl",
        {"a.jsonl": feed({**RECORD, "date": "soon"}, {**RECORD, "date": 1e300})},
        {"a.jsonl#1": "bad_metadata", "a.jsonl#2": DOC},
    ),
    Case(
        "language.jsonl",
        {"a.jsonl": feed({**RECORD, "lang": "fr"}, {"text": FRENCH}, {**RECORD, "lang": "en-GB"})},
        {"a.jsonl#1": "not_english", "a.jsonl#2": "not_english", "a.jsonl#3": DOC},
    ),
    Case("western.jsonl", {"a.jsonl": f'{{"text": "{CAFE}"}}'.encode("cp1252")}, {"a.jsonl#1": DOC}, {"a.jsonl#1": CAFE}),
    Case("long_line.jsonl", {}, {"a.jsonl#1": "too_large", "a.jsonl#2": DOC}, make=long_line),
    Case(
        "cut.jsonl.gz",
        {"a.jsonl.gz": packed(feed(RECORD, RECORD))[:-4]},
        {"a.jsonl.gz#1": DOC, "a.jsonl.gz#2": DOC, "a.jsonl.gz": "broken"},
    ),
    Case("garbage.jsonl.gz", {"a.jsonl.gz": packed(feed(RECORD)) + b"garbage"}, {"a.jsonl.gz#1": DOC, "a.jsonl.gz": "broken"}),
    Case("two.jsonl.gz", {"a.jsonl.gz": packed(feed(RECORD)) + packed(feed(RECORD))}, {"a.jsonl.gz#1": DOC, "a.jsonl.gz#2": DOC}),
    Case("not.jsonl.gz", {"a.jsonl.gz": feed(RECORD)}, {"a.jsonl.gz": "broken"}),
    Case("empty.jsonl.gz", {"a.jsonl.gz": packed(b"")}, {"a.jsonl.gz": "empty"}),
    Case("bomb.jsonl.gz", {"a.jsonl.gz": packed(feed(RECORD) + b"\0" * 120_000_000)}, {"a.jsonl.gz": "bomb"}),
]

ARCHIVES = [
    Case("text.zip", {"a.zip": STORY}, {"a.zip": "broken"}),
    Case("empty_file.zip", {"a.zip": b""}, {"a.zip": "broken"}),
    Case("empty.zip", {"a.zip": archive({})}, {"a.zip": "empty"}),
    Case(
        "others.zip", {"a.zip": archive({"a.exe": b"MZ", "README.md": STORY, ".b.txt": STORY, "__MACOSX/c.txt": STORY})}, {"a.zip": "empty"}
    ),
    Case("cut.zip", {"a.zip": archive({"a.txt": STORY, "b.txt": STORY})[:-40]}, {"a.zip": "broken"}),
    Case("up.zip", {"a.zip": archive({"../../b.txt": STORY, "c.txt": STORY})}, {"a.zip/../../b.txt": "unsafe_path", "a.zip/c.txt": DOC}),
    Case(
        "absolute.zip", {"a.zip": archive({"/etc/b.txt": STORY, "c.txt": STORY})}, {"a.zip//etc/b.txt": "unsafe_path", "a.zip/c.txt": DOC}
    ),
    Case("drive.zip", {"a.zip": archive({"C:/b.txt": STORY, "c.txt": STORY})}, {"a.zip/C:/b.txt": "unsafe_path", "a.zip/c.txt": DOC}),
    Case("backslash.zip", {"a.zip": entry("..\\..\\b.txt")}, {"a.zip/..\\..\\b.txt": "unsafe_path"}),
    Case("link.zip", {"a.zip": entry("b.txt", b"/etc/passwd", mode=0o120777)}, {"a.zip/b.txt": "unsafe_path"}),
    Case("nul_name.zip", {"a.zip": entry("b.txt\0.exe")}, {"a.zip/b.txt": "unsafe_path"}),
    Case("password.zip", {"a.zip": entry("b.txt", flags=1)}, {"a.zip/b.txt": "encrypted"}),
    Case("method.zip", {"a.zip": entry("b.txt", method=99)}, {"a.zip/b.txt": "wrong_format"}),
    Case("lzma.zip", {"a.zip": archive({"b.txt": STORY}, zipfile.ZIP_LZMA)}, {"a.zip/b.txt": "wrong_format"}),
    Case("checksum.zip", {"a.zip": entry("b.txt", crc=1)}, {"a.zip/b.txt": "broken"}),
    Case(
        "twice.zip",
        {"a.zip": twice("b.txt")},
        {"a.zip/b.txt": DOC, "a.zip/b.txt~2": DOC},
        {"a.zip/b.txt": SENTENCES[0], "a.zip/b.txt~2": SENTENCES[1]},
    ),
    Case(
        "large_member.zip",
        {"a.zip": archive({"b.txt": b"\0" * 30_000_000, "c.txt": STORY})},
        {"a.zip/b.txt": "too_large", "a.zip/c.txt": DOC},
    ),
    Case("bomb.zip", {"a.zip": archive({f"{i}.txt": b"\0" * 30_000_000 for i in range(6)})}, {"a.zip": "bomb"}),
    Case(
        "nested_bomb.zip",
        {"a.zip": archive(dict.fromkeys(("b.zip", "c.zip"), archive({f"{i}.txt": b"\0" * 30_000_000 for i in range(4)})))},
        {"a.zip": "bomb"},
    ),
    Case("three_deep.zip", {"a.zip": nested(3)}, {"a.zip/b.zip/b.zip/a.txt": DOC}),
    Case("four_deep.zip", {"a.zip": nested(4)}, {"a.zip/b.zip/b.zip/b.zip": "too_deep"}),
    Case(
        "same_paths.zip",
        {"a.zip": archive({"b.zip/c.txt": SENTENCES[0], "b.zip": archive({"c.txt": SENTENCES[1]})})},
        {"a.zip/b.zip/c.txt": DOC, "a.zip/b.zip/c.txt~2": DOC},
    ),
    Case(
        "names.zip",
        {"a.zip": archive({"new\nline.txt": STORY, "n" * 500 + ".txt": STORY, "a#b.jsonl#1.txt": STORY})},
        {"a.zip/new\nline.txt": DOC, f"a.zip/{'n' * 500}.txt": DOC, "a.zip/a#b.jsonl#1.txt": DOC},
    ),
    Case("sidecar.zip", {"a.zip": archive({"b.txt": STORY, "b.meta.json": "{"})}, {"a.zip/b.txt": "bad_metadata"}),
    Case(
        "inner.zip",
        {
            "a.zip": archive(
                {
                    "b.jsonl": feed(RECORD),
                    "c.mbox": mailbox(mail()),
                    "d.jsonl.gz": packed(feed(RECORD)),
                    "e.mbox": b"no mailbox",
                    "f.zip": b"no archive",
                }
            )
        },
        {
            "a.zip/b.jsonl#1": DOC,
            "a.zip/c.mbox#1@example.org": DOC,
            "a.zip/d.jsonl.gz#1": DOC,
            "a.zip/e.mbox": "broken",
            "a.zip/f.zip": "broken",
        },
    ),
    Case("before.zip", {"a.zip": b"#!/bin/sh\nexit\n" + archive({"b.txt": STORY})}, {"a.zip/b.txt": DOC}),
]

PLACES = [
    Case("too_large", {}, {"a.txt": "too_large"}, make=sparse("a.txt", 30_000_000_000)),
    Case("too_large_container", {}, {"a.zip": "too_large"}, make=sparse("a.zip", 30_000_000_000)),
    Case("hole", {}, {"a.txt": "binary"}, make=sparse("a.txt", 5_000_000)),
    Case("fifo", {}, {"a.txt": "unreadable"}, make=fifo("a.txt")),
    Case("fifo_container", {}, {"a.jsonl": "unreadable"}, make=fifo("a.jsonl")),
    Case("link_loop", {}, {"a.pdf": "unreadable"}, make=link("a.pdf", "a.pdf")),
    Case("link_nowhere", {}, {"a.zip": "unreadable"}, make=link("a.zip", "nowhere")),
    Case("folder_loop", {}, {}, make=link("around", ".")),
    Case("folder_of_that_name", {}, {"a.html/b.txt": DOC}, make=folder_of_that_name),
    Case("raw_names", {}, {"caf\\xe9.txt": DOC, "caf\\x5cxe9.txt": DOC, "new\nline.txt": DOC, "n" * 250 + ".txt": DOC}, make=raw_names),
]

CASES = [*TEXTS, *PAGES, *PDFS, *WORDS, *MAILS, *FEEDS, *ARCHIVES, *PLACES]
