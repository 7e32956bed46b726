"""The whole way for every format: each gives claims, an added line is one document, a member that goes takes its rows."""

from pathlib import Path

import pytest

from pipeline.models import open_database
from tests.documents.builders import archive, article, feed, mail, mailbox, packed, pdf, word
from tests.test_whole_way import make_run

PLACES = ("Oslo", "Lima", "Rome", "Baku", "Doha", "Kyiv", "Cairo", "Delhi", "Accra", "Quito")
MEMBERS = {
    "page.html": 0, "paper.pdf": 1, "letter.docx": 2, "note.eml": 3, "box.mbox#4@example.org": 4, "wire.jsonl#5": 5,
    "old.jsonl.gz#6": 6, "many.zip/in/a.html": 7, "many.zip/b.txt": 8,
}  # fmt: skip
ADDED, GONE = "wire.jsonl#9", "many.zip/b.txt"


def story(number: int) -> tuple[str, ...]:
    return (
        f"Diplomats met in {PLACES[number]} on Monday to speak about the war and its costs.",
        "Ukraine accused Iran of sending missiles to Russia.",
    )


def text(number: int) -> str:
    return "\n\n".join(story(number))


def record(number: int) -> dict[str, object]:
    return {"id": number, "text": text(number), "source": "The Meridian Post", "date": "2031-05-02"}


def zipped(*, whole: bool) -> bytes:
    return archive({"in/a.html": article("Accusations", story(7)), **({"b.txt": text(8)} if whole else {})})


def answers(warehouse: Path, query: str) -> list[tuple[object, ...]]:
    with open_database(warehouse) as database:
        return database.sql(query).fetchall()


def claims_by_path(warehouse: Path) -> dict[object, object]:
    query = (
        "select source_path, count(*) from stg_claims join stg_documents using (document_id) "
        "where source_code = 'UKR' and actor_code = 'IRN' and target_code = 'RUS' group by all"
    )
    return dict(answers(warehouse, query))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a document in every format and a warehouse made from it."""
    folder = tmp_path_factory.mktemp("formats")
    documents = folder / "documents"
    documents.mkdir()
    files = {
        "page.html": article("Accusations", story(0)).encode(),
        "paper.pdf": pdf([story(1)]),
        "letter.docx": word(story(2)),
        "note.eml": mail(text(3), subject="Accusations"),
        "box.mbox": mailbox(mail(text(4), number=4)),
        "wire.jsonl": feed(record(5)),
        "old.jsonl.gz": packed(feed(record(6))),
        "many.zip": zipped(whole=True),
        "broken.pdf": b"%PDF-1.4",
    }
    for name, data in files.items():
        (documents / name).write_bytes(data)
    done = make_run(documents, folder / "warehouse")
    assert done.returncode == 0, done.stderr
    return folder


def test_every_format_gives_claims_and_what_is_broken_stops_none(made):
    assert claims_by_path(made / "warehouse") == dict.fromkeys(MEMBERS, 1)
    assert answers(made / "warehouse", "select source_path, reason_code from stg_rejected_documents") == [("broken.pdf", "broken")]


def test_a_claim_rests_on_characters_of_the_extracted_text(made):
    query = (
        "select format, d.text[trigger_start + 1:trigger_end] from stg_claims join stg_documents d using (document_id) "
        "where source_code = 'UKR' and actor_code = 'IRN' and target_code = 'RUS' group by all order by all"
    )
    assert answers(made / "warehouse", query) == [(name, "sending") for name in ("docx", "eml", "html", "json", "pdf", "txt")]


def test_an_added_line_is_the_only_new_document_and_a_member_that_goes_takes_its_rows(made):
    before = set(answers(made / "warehouse", "select source_path, batch from stg_documents"))
    with (made / "documents" / "wire.jsonl").open("ab") as lines:
        lines.write(feed(record(9)))
    (made / "documents" / "many.zip").write_bytes(zipped(whole=False))
    done = make_run(made / "documents", made / "warehouse")
    assert done.returncode == 0, done.stderr
    after = set(answers(made / "warehouse", "select source_path, batch from stg_documents"))
    assert {path for path, _ in after - before} == {ADDED}
    assert {path for path, _ in before - after} == {GONE}
    assert claims_by_path(made / "warehouse") == dict.fromkeys((MEMBERS.keys() | {ADDED}) - {GONE}, 1)
