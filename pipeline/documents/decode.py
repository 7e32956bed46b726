"""Bytes to text, or a reason why not."""

import codecs
import re
from collections.abc import Iterator

MAX_BYTES = 20_000_000  # a longer file is an archive of many documents, and would take the memory of a whole batch
CONTROLS_PER_CHARACTER = 0.02  # printed text has none; a stray one from a bad copy does no harm
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")  # all but white space
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, with whose mark it begins
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "compressed with gzip",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "rich text",
}
WIDE = ("utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be")
WIDE_SHARE = 0.25  # of the bytes, how many are NUL in Latin text of two or four bytes a character
WESTERN = (
    "cp1252",
    "iso8859_15",
    "mac_roman",
    "cp1250",
    "iso8859_2",
    "cp1254",
    "cp850",
)  # the most common first: they differ in a few signs only
WESTERN_SHARE = 0.2  # of the bytes, how many are not ASCII in English at most; more is another language
FEWEST_BYTES, FEWEST_HIGH = 10, 30  # from which on bytes can tell a Western encoding, and those beyond ASCII any other one
ANYWHERE = frozenset("“”‘’«»‹›–—…•·§°©®™\u00a0\u00ad")
NOT_AFTER_LETTER, NOT_BEFORE_LETTER = frozenset("„‚¿¡½¼¾"), frozenset("£€")
ALONE = frozenset("àé")  # vis-à-vis
MOST_MESS = 0.05
TEXT_CODEC = re.compile(
    r"utf_(?:8|16|32)(?:_[bl]e)?|ascii|latin_1|cp\d{3,4}|iso8859_\d{1,2}|iso2022_jp|koi8_[rut]|mac_\w+|gb2312|gbk|gb18030"
    r"|big5|big5hkscs|shift_jis|euc_jp|euc_kr|johab|tis_620|hp_roman8|ptcp154|kz1048"
)


class DocumentError(Exception):
    """A file that cannot be a document; `code` is a reason_code of `rejected_documents`, the message one line."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(" ".join(reason.split()))
        self.code = code

    def __reduce__(self) -> "tuple[type[DocumentError], tuple[str, str]]":
        """Travel to another process with its code, which is none of an exception's own parts."""
        return type(self), (self.code, str(self))


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of a file without its byte order mark, line ends untouched; raise DocumentError with the cause.

    `declared` is the encoding that the file itself names; it is believed where the bytes are not UTF-8 and fit it.
    """
    text = _decode_marked(data)
    if text is None:
        text = _decode_declared(data, declared) if declared else None
    if text is None:
        text = _decode_wide(data)
    return checked(_decode_plain(data) if text is None else text, n_bytes=len(data))


def checked(text: str, *, n_bytes: int) -> str:
    """Return the text itself; raise DocumentError where it is binary or shows nothing."""
    _refuse_binary(text)
    if is_blank(text):
        raise DocumentError("empty", "the file holds no text" if not n_bytes else "the file holds white space only")
    return text


def is_blank(text: str) -> bool:
    """Whether a text shows nothing at all."""
    return not text.strip() or all(c.isspace() or c in INVISIBLE for c in text)


def refuse_size(size: int) -> None:
    if size > MAX_BYTES:
        raise DocumentError("too_large", f"{size} bytes; a document has at most {MAX_BYTES}")


def refuse_magic(data: bytes) -> None:
    """Raise DocumentError for a file that says in its first bytes that it is something else than text."""
    for magic, name in MAGIC.items():
        if data.startswith(magic):
            raise DocumentError("wrong_format", f"by its first bytes it is {name}, whatever its name says")


def _decode_marked(data: bytes) -> str | None:
    """Return the text of bytes that begin with the mark of UTF-16 or UTF-32."""
    for mark, name in MARKS.items():
        if data.startswith(mark) and (name == "utf-16" or len(data) % 4 == 0):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                if name == "utf-32":
                    continue
                raise DocumentError("not_utf8", f"begins as UTF-16 but byte {error.start} does not go on so: {error.reason}") from error
    return None


def _decode_declared(data: bytes, declared: str) -> str | None:
    """Return the text in the encoding that a file declares, or null where it is unknown, does not fit, or the bytes are UTF-8."""
    try:
        name = codecs.lookup(declared.strip().replace("-", "_")).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    if TEXT_CODEC.fullmatch(name) is None:
        return None
    if name == "iso2022_jp" or not _is_utf8(data):
        name = "cp1252" if name in ("ascii", "latin_1", "iso8859_1") and _fits(data, "cp1252") else name
        return data.decode(name) if _fits(data, name) else None
    return None


def _decode_wide(data: bytes) -> str | None:
    """Return the text of UTF-16 or UTF-32 without a mark, told by its many NULs."""
    if data.count(0) < WIDE_SHARE * len(data) or not data:
        return None
    for name in WIDE:
        text = data.decode(name) if _fits(data, name) else ""
        if text and "\0" not in text and 2 * sum(c.isascii() for c in text) >= len(text):
            return text
    return None


def _decode_plain(data: bytes) -> str:
    """Return the text of bytes without a mark: UTF-8, else what they are likely to be."""
    _refuse_nul(data.find(b"\0"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _decode_likely(data)
        if text is None:
            raise DocumentError(
                "not_utf8", f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8, and no other encoding is sure: {error.reason}"
            ) from error
        return text


def _decode_likely(data: bytes) -> str | None:
    """Return the text in the one encoding that makes sense of all bytes, or null.

    English has a few letters and marks beyond ASCII: the first encoding decides in which each of them stands where it may. For more of
    them, which is another language, a detector decides.
    """
    n_high = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", data))
    if len(data) < FEWEST_BYTES:
        return None
    if n_high <= WESTERN_SHARE * len(data):
        texts = (data.decode(name) for name in WESTERN if _fits(data, name))
        return next((text for text in texts if all(_is_plausible(*place) for place in _high_places(text))), None)
    if n_high < FEWEST_HIGH:
        return None
    from charset_normalizer import from_bytes  # here, since most runs never need it

    best = from_bytes(data).best()
    return str(best) if best is not None and best.chaos <= MOST_MESS else None


def _high_places(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each character beyond ASCII with the one before and the one after it."""
    for match in re.finditer(r"[^\x00-\x7f]", text):
        place = match.start()
        yield text[place - 1 : place], match[0], text[place + 1 : place + 2]


def _is_plausible(before: str, sign: str, after: str) -> bool:
    """Whether a sign may stand there: a usual mark, a letter inside a word, a capital at its start or among capitals."""
    if sign in ANYWHERE or sign in ALONE:
        return True
    if not sign.isalpha():
        return (sign in NOT_AFTER_LETTER and not before.isalpha()) or (sign in NOT_BEFORE_LETTER and not after.isalpha())
    if sign.isupper():
        return not before.islower() and (before.isalpha() or after.isalpha())
    return before.isalpha() or after.isalpha()


def _is_utf8(data: bytes) -> bool:
    return not data.isascii() and _fits(data, "utf-8")


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeError, LookupError):
        return False
    return True


def _refuse_binary(text: str) -> None:
    _refuse_nul(text.find("\0"))
    controls = len(CONTROL.findall(text))
    if controls > CONTROLS_PER_CHARACTER * len(text):
        raise DocumentError("binary", f"{controls} of {len(text)} characters are control characters")


def _refuse_nul(place: int) -> None:
    if place >= 0:
        raise DocumentError("binary", f"a NUL at position {place}: not a text file")
