"""Containers that are read from front to back: the records of a feed and the mails of a mailbox."""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from io import BufferedIOBase

from pipeline.documents import decode
from pipeline.documents.budget import Budget, counted
from pipeline.documents.decode import DocumentError
from pipeline.documents.endings import format_of
from pipeline.documents.names import Names
from pipeline.documents.records import USABLE_ID, id_of_record
from pipeline.documents.units import Unit

FROM = re.compile(rb"From \S+\s.*\d\d:\d\d.*\b\d{4}\s*$")  # who sent it, and when: a sentence may begin with the word
LONGEST_FROM = 1_000
MESSAGE_ID = re.compile(rb"^Message-ID:[ \t]*<([^<>\s]{1,100})>", re.IGNORECASE | re.MULTILINE)
HEADER_BYTES = 65_536
MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_feed(stream: BufferedIOBase, path: str, names: Names, budget: Budget) -> Iterator[Unit]:
    """Yield each line of a feed that is not blank; lines are not parsed but for their ids."""
    lines = counted(stream, budget)
    if lines.peek(2)[:2] in MARKS:
        raise DocumentError("not_utf8", "the feed is UTF-16; JSON lines are UTF-8")
    for number, line in enumerate(_lines(lines), start=1):
        data = line if line is None else line.removeprefix(codecs.BOM_UTF8).strip()
        if data is None or data:
            budget.count_member()
            yield _unit(path, names, "json", data, id_of_record(data) if data else None, number)


def read_packed_feed(stream: BufferedIOBase, path: str, names: Names, budget: Budget) -> Iterator[Unit]:
    """Yield each record of a feed packed with gzip; DocumentError where it is damaged, after the records before the damage."""
    try:
        with gzip.GzipFile(fileobj=stream) as unpacked:
            yield from read_feed(unpacked, path, names, budget)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise DocumentError("broken", f"the gzip data are damaged: {error}") from error


def read_mailbox(stream: BufferedIOBase, path: str, names: Names, budget: Budget) -> Iterator[Unit]:
    """Yield each mail of a mailbox; a line `From somebody day time year` after a blank one, or at the top, begins a mail."""
    lines = counted(stream, budget)
    start = lines.peek(LONGEST_FROM)[:LONGEST_FROM].partition(b"\n")[0]
    if FROM.match(start) is None:
        raise DocumentError("broken" if start else "empty", "no mailbox: it does not begin with a From line")
    for number, mail in enumerate(_mails(lines), start=1):
        budget.count_member()
        found = MESSAGE_ID.search(mail[:HEADER_BYTES].partition(b"\n\n")[0]) if mail else None
        name = found[1].decode("ascii", "replace") if found else ""
        yield _unit(path, names, "eml", mail, name if USABLE_ID.fullmatch(name) else None, number)


def _lines(stream: BufferedIOBase) -> Iterator[bytes | None]:
    """Yield each line, and null for one of more bytes than a document has."""
    while line := stream.readline(decode.MAX_BYTES + 1):
        if len(line) <= decode.MAX_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(decode.MAX_BYTES)
        yield None


def _mails(stream: BufferedIOBase) -> Iterator[bytes | None]:
    """Yield what stands between the From lines of a mailbox, and null for a mail of more bytes than a document has."""
    mail: list[bytes] = []
    size, before = 0, b"\n"
    stream.readline()
    while line := stream.readline(decode.MAX_BYTES):
        if not before.strip() and FROM.match(line[:LONGEST_FROM]):
            yield b"".join(mail) if size <= decode.MAX_BYTES else None
            mail, size = [], 0
        else:
            size += len(line)
            if size <= decode.MAX_BYTES:
                mail.append(line)
            else:
                mail.clear()
        before = line
    yield b"".join(mail) if size <= decode.MAX_BYTES else None


def _unit(path: str, names: Names, kind: str, data: bytes | None, own_id: str | None, number: int) -> Unit:
    """Return a member under its own id, else its number; an id that ends like a file would be taken for one."""
    name = own_id if own_id and format_of(own_id) is None else str(number)
    source_path = names.take(f"{path}#{name}")
    if data is None:
        return Unit(source_path, kind, trouble=DocumentError("too_large", f"more than {decode.MAX_BYTES} bytes"))
    return Unit(source_path, kind, data)
