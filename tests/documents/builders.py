"""Files of every format, made of our own sentences."""

import gzip
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

import docx

TITLE = "Iran denies arming Russia"
SENTENCES = (
    "Iran denied on Tuesday that it had sent missiles to Russia.",
    "Ukraine accused Iran of sending drones to Russia, and the United States said that it would impose sanctions on Iran.",
    "The two governments will meet on the lake on Friday, the ministry said in a statement.",
)
STORY = "\n\n".join(SENTENCES)


def page(body: str, head: str = "", language: str = "en") -> str:
    return f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


def article(title: str = TITLE, sentences: Sequence[str] = SENTENCES) -> str:
    """Return a page with a menu, an article and a footer, that names its author, publisher, day and address."""
    head = (
        f'<meta charset="utf-8"><title>{title} | The Meridian Post</title><meta property="og:site_name" content="The Meridian Post">'
        '<meta name="author" content="Mara Quill"><meta property="article:published_time" content="2031-05-02T23:10:00+05:00">'
        '<link rel="canonical" href="https://example.org/talks">'
    )
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return page(
        f'<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>{title}</h1>{paragraphs}</article>'
        "<script>var tracker = 1;</script><footer>Copyright The Meridian Post. All rights reserved.</footer>",
        head,
    )


def pdf(
    pages: Sequence[Sequence[str]], *, kids: bytes | None = None, count: int | None = None, title: str = "", secret: bool = False
) -> bytes:
    """Return a PDF with these lines on its pages; `secret` makes it want a password."""
    numbers = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (numbers if kids is None else kids, len(pages) if count is None else count),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, lines in enumerate(pages):
        shown = b"".join(b"(%s) Tj T*\n" % _escape(line) for line in lines)
        stream = b"BT /F1 9 Tf 40 800 Td 12 TL\n" + shown + b"ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * i)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects.append(b"<< /Title (%s) >>" % _escape(title))
    trailer = b"/Root 1 0 R /Info %d 0 R" % len(objects)
    if secret:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"41" * 32, b"42" * 32))
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return pdf_of(objects, trailer)


def pdf_of(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, trailer, len(out)
    )  # fmt: skip


def _escape(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def word(paragraphs: Sequence[str] = SENTENCES, title: str = "") -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail(text: str = STORY, *, subject: str = TITLE, number: int = 1, **headers: str) -> bytes:
    message = EmailMessage()
    given = {"From": "Mara Quill <quill@example.org>", "Date": "Fri, 02 May 2031 23:10:00 +0500", "Message-ID": f"<{number}@example.org>"}
    for name, value in {**given, "Subject": subject, **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def mailbox(*mails: bytes) -> bytes:
    return b"".join(b"From quill@example.org Fri May  2 23:10:00 2031\n" + one.rstrip() + b"\n\n" for one in mails)


def feed(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def archive(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as written:
        for name, data in members.items():
            written.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()
