"""A preview is a Markdown table, whatever the cells hold."""

import pyarrow as pa

from assets.preview import preview


def test_cells_cannot_break_the_table():
    table = pa.table({"text": ["a|b\nc", None, "x" * 100], "tokens": [[1, 2], [], None]})
    lines = preview(table).splitlines()
    assert lines[:3] == ["| text | tokens |", "| --- | --- |", "| a\\|b c | 2 items |"]
    assert lines[3] == "|  | 0 items |"
    assert lines[4] == f"| {'x' * 59}… |  |"


def test_cells_are_no_links_and_no_markup():
    lines = preview(pa.table({"text": ["[here](https://evil.example)", "<b>*_`"]})).splitlines()
    assert lines[2:] == ["| \\[here](https://evil.example) |", "| \\<b>\\*\\_\\` |"]


def test_only_the_first_rows_are_shown():
    assert len(preview(pa.table({"n": list(range(100))})).splitlines()) == 2 + 5
