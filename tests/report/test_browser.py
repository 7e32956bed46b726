"""The page in a real browser: it opens, filters, shows its evidence, and takes text for text."""

import re
import struct
import zlib
from html import escape, unescape
from pathlib import Path

import pytest

from pipeline.report import make_page
from tests.models.conftest import World
from tests.report.conftest import HOSTILE, rows_of


def drawn(dom: str) -> str:
    """Return what is shown: the elements before the data and the scripts."""
    return dom[dom.index("<body") : dom.index('<script type="application/json"')]


def tags_in(shown: str) -> list[str]:
    """Return the tags that only the hostile text can have brought; what stands in an attribute is none."""
    return re.findall(r"<(?:script|img)\b", re.sub(r'="[^"]*"', "", shown))


def text_of(dom: str, element: str) -> str:
    found = re.search(rf'<(\w+)[^>]*\bid="{element}"[^>]*>(.*?)</\1>', dom, re.DOTALL)
    assert found, element
    return unescape(re.sub(r"<[^>]+>", "", found[2]))


def relations_of(dom: str) -> list[str]:
    rows = re.findall(r"<tr>(.*?)</tr>", dom[dom.index('id="relations"') :], re.DOTALL)
    return [unescape(" ".join(re.sub(r"<[^>]+>", " ", row).split())) for row in rows]


def test_it_opens_and_takes_text_for_text(page, browse):
    dom = browse(page)
    shown = drawn(dom)
    assert "<title>Sayso: who says so, who denies it</title>" in dom
    assert not tags_in(shown)
    assert f"{escape(HOSTILE[:25], quote=False)}…" in shown
    assert text_of(shown, "numbers") == "5 claims from 3 documents, held by 4 sources; 1 proposition contested"
    assert text_of(shown, "matched") == "5 of 5 claims"
    assert relations_of(shown) == ["Iran → Russia AID 4 1", f"Iran → {HOSTILE} CONSULT 1"]
    assert shown.count('class="main-svg"') >= 2
    assert "United States" in text_of(shown, "propositions")


@pytest.mark.parametrize(
    ("fragment", "n", "relations"),
    [
        ("actor=ARM", 1, [f"Iran → {HOSTILE} CONSULT 1"]),
        ("event=AID", 4, ["Iran → Russia AID 4 1"]),
        ("source=IRN", 1, ["Iran → Russia AID 1 1"]),
        ("from=2024-10-01", 1, [f"Iran → {HOSTILE} CONSULT 1"]),
        ("source=USA&to=2024-09-30", 1, ["Iran → Russia AID 1"]),
        ("source=USA&from=2024-10-01", 0, []),
    ],
)
def test_filters_stand_in_the_address(page, browse, fragment, n, relations):
    shown = drawn(browse(page, fragment))
    assert text_of(shown, "matched") == f"{n} of 5 claims"
    assert relations_of(shown) == relations
    assert shown.count("<details") == (fragment in {"event=AID", "source=IRN", "source=USA&to=2024-09-30", "actor=ARM", "from=2024-10-01"})


def test_evidence_opens_with_its_source_marked(page, browse, quarrel_rows):
    [contested] = [row["proposition_id"] for row in quarrel_rows.propositions if row["status"] == "contested"]
    shown = drawn(browse(page, f"open={contested}"))
    [card] = re.findall(r"<details[^>]*open.*?</details>", shown, re.DOTALL)
    assert '<mark class="sentence source">Ω</mark>' in card
    assert '<mark class="sentence claim">Iran has given drones to Russia</mark>' in card
    assert len(re.findall("<blockquote", card)) == 4
    assert [name in card for name in ("United States", "Gazette, in its own voice", "Nobody named", "second.txt")] == [True] * 4
    assert card.index('class="affirmed"') < card.index('class="denied"')


def test_hostile_evidence_opens_as_text(page, browse, quarrel_rows):
    [met] = [row["proposition_id"] for row in quarrel_rows.propositions if row["event_type"] == "CONSULT"]
    dom = browse(page, f"open={met}&status=uncontested&theme=dark")
    [card] = re.findall(r"<details[^>]*open.*?</details>", drawn(dom), re.DOTALL)
    assert escape(HOSTILE, quote=False) in card
    assert not tags_in(card)
    assert "<title>Sayso" in dom
    assert 'data-theme="dark"' in dom


def test_no_claims_are_said_to_be_none(browse, tmp_path):
    path = tmp_path / "index.html"
    path.write_text(make_page(rows_of(World(), tmp_path / "warehouse")), encoding="utf-8")
    shown = drawn(browse(path))
    assert '<p id="empty">There are no claims yet.' in shown
    assert '<main id="content" hidden' in shown


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_picture_of_it_is_not_empty(page, browse, tmp_path, width, theme):
    picture = tmp_path / "page.png"
    browse(page, f"theme={theme}", f"--window-size={width},1200", f"--screenshot={picture}")
    lines = lines_of(picture)
    assert len(lines) == 1200
    assert len(set(lines)) > 300


def lines_of(picture: Path) -> list[bytes]:
    """Return the lines of a PNG, as they are stored."""
    content, place, packed = picture.read_bytes(), 8, b""
    while place < len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        packed += content[place + 8 : place + 8 + length] if kind == b"IDAT" else b""
        place += length + 12
    height = struct.unpack(">I", content[20:24])[0]
    lines = zlib.decompress(packed)
    size = len(lines) // height
    return [lines[start : start + size] for start in range(0, len(lines), size)]
