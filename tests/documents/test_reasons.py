"""Every reason that the code gives is one that the table and the guide explain."""

import re
from pathlib import Path

from pipeline.documents.endings import FORMATS
from pipeline.tables.contract import meaning
from pipeline.tables.documents import DOCUMENTS, REJECTED_DOCUMENTS
from tests.documents.hostile import CASES

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/how-to/read-your-own-documents.md").read_text(encoding="utf-8")
REASONS = set(meaning(REJECTED_DOCUMENTS.schema.field("reason_code")).split(" · "))


def test_the_code_gives_the_reasons_of_the_table():
    modules = (ROOT / "pipeline/documents").rglob("*.py")
    given = {code for path in modules for code in re.findall(r'(?:Error\(|"code": )"(\w+)"', path.read_text(encoding="utf-8"))}
    assert given == REASONS


def test_the_guide_explains_each_and_a_hostile_file_has_each_but_two():
    assert {reason for reason in REASONS if f"`{reason}`" not in GUIDE} == set()
    assert REASONS - {code for case in CASES for code in case.expected.values()} == {"crashed", "too_many"}


def test_the_guide_and_the_table_name_each_format():
    assert {ending for ending in FORMATS if f"`{ending}`" not in GUIDE} == set()
    named = meaning(DOCUMENTS.schema.field("format")).removeprefix("what it was read from: ").split(" · ")
    assert set(named) == {*FORMATS.values(), "json"}
