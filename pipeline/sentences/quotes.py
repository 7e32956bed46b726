"""Which paragraphs are somebody's words from end to end."""

from collections.abc import Sequence

from pipeline.codebook.furniture import Furniture

QUOTE_MARKS = '"“”«»„'
STRAIGHT = str.maketrans(dict.fromkeys(QUOTE_MARKS, '"'))  # opening and closing marks are often mixed up


def is_quote(text: str) -> bool:
    """Whether a paragraph is one quotation: quoted throughout, going on into the next, or marked as in mail.

    A paragraph that also tells who speaks is none.
    """
    text = text.translate(STRAIGHT)
    if not text.startswith('"'):
        return text.startswith(">")
    n_marks = text.count('"')
    return n_marks == 1 or (n_marks == 2 and text.rstrip(".").endswith('"'))


def mark_quotes(texts: Sequence[str], kinds: Sequence[str], furniture: Furniture) -> list[str]:
    """Return the kinds with body paragraphs that are quotations marked as quote_block.

    After a paragraph such as "The minister said:" unquoted paragraphs count too, up to the next such
    paragraph, a heading, or one with quotation marks.
    """
    marked: list[str] = []
    is_speaking = False
    for text, kind in zip(texts, kinds, strict=True):
        is_lead = kind == "body" and furniture.is_kind(text, "quote_lead")
        has_marks = any(mark in text for mark in QUOTE_MARKS)
        is_speaking = is_speaking and not is_lead and kind != "title" and not (kind == "body" and has_marks)
        is_block = kind == "body" and not is_lead and (is_speaking or is_quote(text))
        marked.append("quote_block" if is_block else kind)
        is_speaking = is_speaking or is_lead
    return marked
