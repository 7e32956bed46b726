"""What each paragraph is, and each sentence in it: title, body, caption, quote_block or boilerplate."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.codebook.furniture import Furniture
from pipeline.sentences.headings import ends_sentence, find_headings, find_title_index, plain
from pipeline.sentences.quotes import mark_quotes

LONGEST_FURNITURE = 600  # characters; a longer paragraph holds text, whatever it begins with
LONGEST_LABELLED = 80  # a category or a tag below its label
FEWEST_REPEATED_WORDS = 5  # shorter sentences such as answers are said twice in earnest
LEADING_NAME = re.compile(r"(?:[A-Z][\w.'’-]*\s+){1,4}")
FURNITURE_KIND = {"boilerplate": "boilerplate", "label": "boilerplate", "caption": "caption"}


def kinds_of_paragraphs(texts: Sequence[str], *, title: str | None, names: Sequence[str], furniture: Furniture) -> list[str]:
    """Return the kind of each paragraph of one document; `names` are its author and publisher, which may stand alone on a line."""
    kinds = _mark_furniture(texts, names, furniture)
    kinds = _mark_title(texts, kinds, title)
    kinds = _mark_repeats(texts, kinds)
    kinds = _mark_author_notes(texts, kinds, furniture)
    headings = set(find_headings(texts, kinds))
    kinds = ["title" if i in headings else kind for i, kind in enumerate(kinds)]
    return mark_quotes(texts, kinds, furniture)


def kind_of_sentence(text: str, paragraph_kind: str, furniture: Furniture) -> str:
    """Return the kind of a sentence: its paragraph's, unless it is furniture of itself, such as a credit below a caption."""
    if paragraph_kind in ("body", "caption") and len(text) <= LONGEST_FURNITURE and furniture.kind_of(text) == "boilerplate":
        return "boilerplate"
    return paragraph_kind


def _mark_furniture(texts: Sequence[str], names: Sequence[str], furniture: Furniture) -> list[str]:
    known = {plain(name) for name in names}
    found = [_furniture_kind(text, furniture) for text in texts]
    kinds = []
    for i, (text, kind) in enumerate(zip(texts, found, strict=True)):
        is_labelled = i > 0 and found[i - 1] == "label" and len(text) <= LONGEST_LABELLED and not ends_sentence(text)
        is_empty = not any(c.isalnum() for c in text)
        kinds.append("boilerplate" if is_labelled or is_empty or plain(text) in known else FURNITURE_KIND.get(kind or "", "body"))
    return kinds


def _furniture_kind(text: str, furniture: Furniture) -> str | None:
    return furniture.kind_of(text) if len(text) <= LONGEST_FURNITURE else None


def _mark_title(texts: Sequence[str], kinds: Sequence[str], title: str | None) -> list[str]:
    """Mark the title's paragraph, whatever it looked like, and its copies as boilerplate."""
    index = find_title_index(texts, title)
    if title is None or index is None:
        return list(kinds)
    wanted = plain(title)
    return ["title" if i == index else "boilerplate" if plain(text) == wanted else kinds[i] for i, text in enumerate(texts)]


def _mark_repeats(texts: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """Mark lines that come more than once: of a sentence all but the first, of a line without a sentence end all."""
    counts = Counter(plain(text) for text in texts)
    seen: set[str] = set()
    marked = []
    for text, kind in zip(texts, kinds, strict=True):
        key = plain(text)
        is_sentence = ends_sentence(text)
        is_again = counts[key] > 1 and (not is_sentence or (key in seen and len(key.split()) >= FEWEST_REPEATED_WORDS))
        marked.append("boilerplate" if is_again and kind == "body" else kind)
        seen.add(key)
    return marked


def _mark_author_notes(texts: Sequence[str], kinds: Sequence[str], furniture: Furniture) -> list[str]:
    """Mark notes about the author: last in the text but for furniture, on somebody whom the text does not name."""
    marked = list(kinds)
    for i in range(len(texts) - 1, 0, -1):
        if marked[i] == "boilerplate" or marked[i] == "caption":
            continue
        before = " ".join(text for text, kind in zip(texts[:i], kinds, strict=False) if kind != "boilerplate")
        if not furniture.is_kind(texts[i], "author_note") or len(texts[i]) > LONGEST_FURNITURE or _is_named(texts[i], before):
            break
        marked[i] = "boilerplate"
    return marked


def _is_named(note: str, before: str) -> bool:
    """Whether the text already names whom a note is about: the last of its leading capitalised words."""
    name = LEADING_NAME.match(note)
    if name is None or name[0].split()[0].lower() in ("the", "this"):
        return False
    return re.search(rf"\b{re.escape(name[0].split()[-1])}\b", before) is not None
