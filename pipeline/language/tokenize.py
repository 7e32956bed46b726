"""Cut raw text into words as English treebanks do: clitics apart, hyphens apart, abbreviations whole."""

import re
from collections.abc import Iterator

URL = r"(?:https?://|www\.)[^\s<>\"”’)\]]*[^\s<>\"”’)\].,;:!?]"
MAIL = r"[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+"
HANDLE = r"[@#]\w+"
NUMBER = r"\d++(?:[.,:/]\d++)*+(?![^\W\d_])|\d++(?:[.,]\d++)*+(?=(?:am|pm|bn|mn|m|km|kg|kt)\b)"
INITIAL = r"[A-Z]\.(?=\s+[A-Z])"
INITIALS = r"(?:[A-Za-z]\.){2,}(?!\w)"
ABBREVIATION = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Gov|Sen|Rep|Rev|Hon|St|Jr|Sr|Inc|Ltd|Co|Corp|Bros|vs|etc|No|Nos|Vol|Fig|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Calif|Pa|Va|Md|Mass|Conn|Ariz|Fla|Ga|Ill|Mich|Minn|Tex|Wash|approx|est|Dept|Univ|Assn|Ave|Blvd)\."
)
WORD = r"[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*|[^\W_]+(?:['’][^\W\d_]+)*"
REST = r"\.{2,}|-{2,}|([^\w\s])\1{2,}|_+|\S"
PIECE = re.compile("|".join((URL, MAIL, HANDLE, INITIALS, ABBREVIATION + r"(?=\W|$)", NUMBER, INITIAL, WORD, REST)))

# A hyphen stays inside a word only after a prefix that is no word of its own.
PREFIX = re.compile(
    r"(?:anti|non|pre|post|co|re|ex|pro|mid|semi|multi|sub|inter|intra|trans|ultra|mini|micro|pan|neo|un|counter|e|ever)", re.IGNORECASE
)

CLITIC = re.compile(r"(?i)(.+?)(n['’]t|['’](?:s|m|d|re|ve|ll))$")
JOINED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "gimme": 3, "lemme": 3}
Span = tuple[int, int]


def find_words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the half-open character spans of the words of `text[start:end]`, in order; nothing but white space lies between them."""
    end = len(text) if end is None else end
    found: list[Span] = []
    for match in PIECE.finditer(text, start, end):
        for span in split(text, match.start(), match.end(), end):
            if found and joins(text, found, span):
                found[-2:] = [(found[-2][0], span[1])]
            else:
                found.append(span)
    return found


def split(text: str, start: int, end: int, limit: int) -> Iterator[Span]:
    """Yield the words of one piece: a clitic apart from its host, a full stop apart from initials that end a sentence."""
    piece = text[start:end]
    if piece.lower() in JOINED:
        cut = start + JOINED[piece.lower()]
        yield from ((start, cut), (cut, end))
    elif (clitic := CLITIC.match(piece)) and piece[0].isalnum():
        cut = start + clitic.end(1)
        yield from split(text, start, cut, limit)
        yield cut, end
    elif piece.endswith(".") and len(piece) > 2 and piece[0].isalpha() and piece.count(".") == 1 and at_end(text, end, limit):
        yield from ((start, end - 1), (end - 1, end))
    else:
        yield start, end


def at_end(text: str, end: int, limit: int) -> bool:
    """Return whether an abbreviation's full stop is also the sentence's: nothing follows it."""
    return not text[end:limit].strip(" \t\"”’')]")


def joins(text: str, found: list[Span], span: Span) -> bool:
    """Return whether a word continues the two before it: prefix, hyphen, word, with no space between."""
    if len(found) < 2:
        return False
    (start, prefix_end), (hyphen, hyphen_end) = found[-2:]
    touching = prefix_end == hyphen and hyphen_end == span[0] and text[hyphen:hyphen_end] == "-"
    return touching and text[span[0]].isalnum() and PREFIX.fullmatch(text, start, prefix_end) is not None
