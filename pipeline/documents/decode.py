"""Bytes to text, or a reason why not."""

import codecs
import re

MAX_BYTES = 20_000_000  # a longer file is an archive of many documents, and would take the memory of a whole batch
CONTROLS_PER_CHARACTER = 0.02  # printed text has none; a stray one from a bad copy does no harm
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # all but white space
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"


class DocumentError(Exception):
    """A file that cannot be a document; `code` is a reason_code of `rejected_documents`, the message one line."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(" ".join(reason.split()))
        self.code = code


def decode(data: bytes) -> str:
    """Return the text of a file without its byte order mark, line ends untouched; raise DocumentError with the cause."""
    text = _decode_utf16(data) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else _decode_utf8(data)
    _refuse_binary(text)
    if is_blank(text):
        raise DocumentError("empty", "the file holds no text" if not data else "the file holds white space only")
    return text


def is_blank(text: str) -> bool:
    """Whether a text shows nothing at all."""
    return not text.strip() or all(c.isspace() or c in INVISIBLE for c in text)


def refuse_size(size: int) -> None:
    if size > MAX_BYTES:
        raise DocumentError("too_large", f"{size} bytes; a document has at most {MAX_BYTES}")


def _decode_utf8(data: bytes) -> str:
    _refuse_nul(data.find(b"\0"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError("not_utf8", f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8: {error.reason}") from error


def _decode_utf16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise DocumentError("not_utf8", f"begins as UTF-16 but byte {error.start} does not go on so: {error.reason}") from error


def _refuse_binary(text: str) -> None:
    _refuse_nul(text.find("\0"))
    controls = len(CONTROL.findall(text))
    if controls > CONTROLS_PER_CHARACTER * len(text):
        raise DocumentError("binary", f"{controls} of {len(text)} characters are control characters")


def _refuse_nul(place: int) -> None:
    if place >= 0:
        raise DocumentError("binary", f"a NUL at position {place}: not a text file")
