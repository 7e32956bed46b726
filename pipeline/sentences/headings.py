"""Which paragraphs are titles: the document's own, the line below it, and headings of sections."""

import re
from collections.abc import Sequence

MOST_HEADING_WORDS, LONGEST_HEADING = 14, 100
MOST_QUESTION_WORDS = 8
MOST_STANDFIRST_WORDS = 40
HEAD_PARAGRAPHS = 8  # among which the title stands
LONG_PARAGRAPH = 100
TAG = re.compile(r"(?:\[[^\]\n]{1,30}\]|(?:re|fwd?|subject|title):|#{1,6}\s)\s*", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?:;,…][\"'”’)\]]*$")
ABBREVIATION_END = re.compile(r"\b(?:[A-Z]\.){2,}$")
OPENING = ('"', "“", "«", "„", ">", "-", "–", "—", "•", "*")


def plain(text: str) -> str:
    """Return a line as compared with others: no tags before it, one kind of space, no case."""
    while match := TAG.match(text):
        text = text[match.end() :]
    return " ".join(text.split()).casefold()


def find_title_index(texts: Sequence[str], title: str | None) -> int | None:
    """Return which of the first paragraphs is the document's title; one without a tag before it goes first."""
    if not title:
        return None
    wanted = plain(title)
    same = [i for i, text in enumerate(texts[:HEAD_PARAGRAPHS]) if plain(text) == wanted]
    return min(same, key=lambda i: (TAG.match(texts[i]) is not None, i), default=None)


def find_headings(texts: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """Return which body paragraphs are section headings, or the line right below the title."""
    article = [i for i, kind in enumerate(kinds) if kind in ("body", "title")]
    found = []
    for place, i in enumerate(article[:-1]):
        follows_title = place > 0 and kinds[article[place - 1]] == "title"
        below = texts[article[place + 1]]
        if kinds[i] == "body" and (is_heading(texts[i], below) or (follows_title and is_standfirst(texts[i]))):
            found.append(i)
    return found


def is_heading(text: str, below: str) -> bool:
    """Whether a paragraph heads the one below: short, no sentence end, over something longer; no question put to a speaker."""
    words = text.split()
    if len(words) > MOST_HEADING_WORDS or len(text) > LONGEST_HEADING or text.startswith(OPENING):
        return False
    if not (text[0].isupper() or text[0].isdigit() or TAG.match(text)) or not ends_sentence_or_is_long(below):
        return False
    if text.endswith("?"):
        return len(words) <= MOST_QUESTION_WORDS and not below.startswith(OPENING)
    return not ends_sentence(text)


def is_standfirst(text: str) -> bool:
    """Whether a paragraph right below the title sums up like a headline: without a sentence end."""
    return len(text.split()) <= MOST_STANDFIRST_WORDS and not ends_sentence(text) and not text.startswith(OPENING)


def ends_sentence(text: str) -> bool:
    return SENTENCE_END.search(text) is not None and ABBREVIATION_END.search(text) is None


def ends_sentence_or_is_long(text: str) -> bool:
    return len(text) > LONG_PARAGRAPH or SENTENCE_END.search(text) is not None
