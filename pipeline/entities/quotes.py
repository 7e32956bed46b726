"""Which words of a document stand in quotation marks."""

from collections.abc import Sequence

from pipeline.entities.mentions import Reading

OPENING, CLOSING, STRAIGHT = "“«„", "”»", ('"', "``", "''")


def quoted_words(readings: Sequence[Reading]) -> list[list[bool]]:
    """Return, for each word of each sentence, whether it is quoted; a quotation ends with its paragraph at the latest."""
    found: list[list[bool]] = []
    is_open, paragraph = False, -1
    for reading in readings:
        tree = reading.tree
        if tree.paragraph_index != paragraph:
            is_open, paragraph = False, tree.paragraph_index
        marks: list[bool] = []
        for form in tree.form:
            if form in OPENING:
                is_open = True
            elif form in CLOSING:
                is_open = False
            elif form in STRAIGHT:
                is_open = not is_open
            marks.append(is_open or tree.kind == "quote_block")
        found.append(marks)
    return found
