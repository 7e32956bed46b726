"""Claims in copies, counted with the story that they copy."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def tell_once(claims: Sequence[Row], original_of: Mapping[str, str]) -> list[Row]:
    """Return claims in which a copy stands as its original: its `document_id`, and for its author that one's `holder_code`.

    Where only copies say something as author, it is the first holder among theirs, by letters.
    """
    voices = find_voices((row for row in claims if row["source_kind"] == "author"), original_of)
    return [_as_original(row, original_of, voices) for row in claims]


def find_voices(claims: Iterable[Row], original_of: Mapping[str, str]) -> dict[str, str]:
    """Return the holder for the author of each original, from claims made as author."""
    voices: dict[str, tuple[bool, str]] = {}
    for row in claims:
        document = row["document_id"]
        story, voice = original_of.get(document, document), (document in original_of, row["holder_code"])
        voices[story] = min(voice, voices.get(story, voice))
    return {story: holder for story, (_, holder) in voices.items()}


def _as_original(row: Row, original_of: Mapping[str, str], voices: Mapping[str, str]) -> Row:
    story = original_of.get(row["document_id"])
    if story is None:
        return row
    return row | {"document_id": story, "holder_code": voices[story] if row["source_kind"] == "author" else row["holder_code"]}
