"""Which language a text is in, where it is surely not English."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

ENGLISH = frozenset(("en", "pcm", "sco", "zxx"))
"""English, what news from Lagos (Nigerian Pidgin) and dialect (Scots) look like, and what is no language, such as tables."""
NO_CHANCE = 0.001  # a piece is in another language if English is less likely than this
PIECE_CHARACTERS = 400  # from about 100 on, no piece of English that we measured was taken for anything else
FEWEST_LETTERS = 20
MOST_CHARACTERS = 100_000


def foreign_language(text: str) -> str | None:
    """Return the code of the language in which most of a text is, or null where that is English or not sure.

    A text of several languages is judged piece by piece, so that a long quotation in its original does not decide.
    """
    sizes: Counter[str] = Counter()
    for piece in _pieces(text[:MOST_CHARACTERS]):
        sizes[_language_of(piece)] += len(piece)
    foreign = {code: size for code, size in sizes.items() if code not in ENGLISH}
    if 2 * sum(foreign.values()) <= sizes.total():
        return None
    return max(sorted(foreign), key=lambda code: foreign[code])


def _language_of(piece: str) -> str:
    """Return the likeliest language; English where it has a chance, or where there are too few letters to tell."""
    if sum(map(str.isalpha, piece)) < FEWEST_LETTERS:
        return "en"
    chances: dict[str, float] = dict(_identifier().rank(piece))
    if sum(float(chances.get(code, 0.0)) for code in ENGLISH) >= NO_CHANCE:
        return "en"
    return max(sorted(chances), key=lambda code: float(chances[code]))


def _pieces(text: str) -> Iterator[str]:
    """Yield the lines of a text, as many together as make a piece; a long line is cut, a short rest goes with the last piece."""
    piece = ""
    waiting = None
    for line in text.splitlines(keepends=True):
        for start in range(0, len(line), PIECE_CHARACTERS):
            piece += line[start : start + PIECE_CHARACTERS]
            if len(piece) >= PIECE_CHARACTERS:
                if waiting is not None:
                    yield waiting
                waiting, piece = piece, ""
    yield (waiting or "") + piece


@cache
def _identifier() -> Any:
    """Return the identifier, loaded once: it takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
