"""Mail: the subject, the plain text (else the page) of a message, and its sender and day."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from pipeline.documents.decode import DocumentError, decode, refuse_magic
from pipeline.documents.formats.extract import Extract, extract_of
from pipeline.documents.formats.html import extract_html
from pipeline.documents.head import strip_tags

FIELD = re.compile(rb"\A(?:From .*\r?\n)?[!-9;-~]+[ \t]*:", re.ASCII)
QUOTED_FROM = re.compile(r"^>(>*From )", re.MULTILINE)
MOST_PARTS = 1_000
MOST_DEPTH = 50


def read_mail(data: bytes) -> Extract:
    """Return the text of a message; DocumentError for what is no mail, has no text or is nested beyond reason.

    Attachments, and mails within a mail, are not read.
    """
    refuse_magic(data)
    if FIELD.match(data) is None:
        raise DocumentError("broken", "the file does not begin with the header of a mail")
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    _refuse_nesting(message)
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None or not isinstance(payload := part.get_payload(decode=True), bytes) or not payload.strip():
        raise DocumentError("empty", "the mail has no text of its own; attachments are not read")
    text = decode(payload, str(part.get_content_charset() or ""))
    page = extract_html(text) if part.get_content_subtype() == "html" else None
    subject = _header(message, "Subject")
    return extract_of(
        page.text if page else QUOTED_FROM.sub(r"\1", text),
        title=strip_tags(subject) if subject else None,
        author=_sender(message),
        publisher=_header(message, "Organization"),
        published=_day(message),
        url=_header(message, "Archived-At"),
    )


def _refuse_nesting(message: EmailMessage) -> None:
    """Raise DocumentError for more parts, or parts deeper in parts, than a mail has; counted without recursion."""
    waiting = [(message, 1)]
    n_parts = 0
    while waiting:
        part, depth = waiting.pop()
        n_parts += 1
        if depth > MOST_DEPTH or n_parts > MOST_PARTS:
            raise DocumentError("too_deep", f"a mail has at most {MOST_PARTS} parts, nested {MOST_DEPTH} deep")
        if part.is_multipart():
            waiting += [(inner, depth + 1) for inner in part.get_payload() if isinstance(inner, EmailMessage)]


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return str(value).strip(" <>") if value is not None else None


def _sender(message: EmailMessage) -> str | None:
    """Return the name of the sender, else the address."""
    sender = message.get("From")
    addresses = getattr(sender, "addresses", ())
    return (addresses[0].display_name or addresses[0].addr_spec) if addresses else None


def _day(message: EmailMessage) -> str | None:
    """Return the day of a message as its sender wrote it, in the sender's zone."""
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()
    except ValueError:
        return None
