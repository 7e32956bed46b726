"""Corrections: what each action changes, and what becomes of one whose target is not there."""

from datetime import date

import pytest

from pipeline.codebook import load_codebook
from pipeline.models import build_database, run_checks
from pipeline.relations.relate import relate_actors
from pipeline.tables import CLAIMS, COPIES


def correct(world, *lines):
    """Give a world the corrections `action key value`, from line 2 on."""
    rows = [dict(zip(("action", "key", "value"), (*line.split(" ", 2), None), strict=False)) for line in lines]
    world.rows["corrections"] = [row | {"row_number": number, "reason": "seen in print"} for number, row in enumerate(rows, 2)]
    world.relate()
    return world


@pytest.fixture
def port(world):
    """Iran arms Russia, say a port official and the USA, in two documents; a third document names the official too."""
    for name in ("a", "b"):
        document = world.document(name)
        world.claim(document, "TUR", source_id="tur-official", source_name="Turkish port official")
        world.claim(document, "USA", source_id="USA")
    return world


STANDS = """
select claim_id, actor_id, actor_code, target_code, source_id, source_name, source_code, holder_code, correction
from stg_claims
order by claim_id
"""


def test_without_corrections_everything_is_as_read(ask, quarrel):
    columns = ", ".join(name for name in quarrel.rows["claims"][0] if name != "claim_id")
    read = ask(quarrel, f"select claim_id, {columns} from stg_claims_as_read order by claim_id")
    assert ask(quarrel, f"select claim_id, {columns} from stg_claims where correction is null order by claim_id") == read
    assert len(read) == 6
    assert ask(quarrel, "from stg_entities where correction is not null") == []
    assert ask(quarrel, "from corrections_applied") == []


def test_merged_actors_are_one_with_its_name_and_code(ask, port):
    port.claim("a-b1", "GBR", source_id="rear-admiral", source_name="Admiral Roe")
    found = ask(correct(port, "merge tur-official rear-admiral"), STANDS)
    assert [(c["source_id"], c["source_name"], c["holder_code"], c["correction"]) for c in found] == [
        ("rear-admiral", "Admiral Roe", "GBR", [2]), ("USA", "United States", "USA", None),
        ("rear-admiral", "Admiral Roe", "GBR", [2]), ("USA", "United States", "USA", None),
        ("rear-admiral", "Admiral Roe", "GBR", None),
    ]  # fmt: skip


def test_merged_mentions_follow(ask, port):
    correct(port, "merge IRN RUS")
    mentions = ask(port, "select mention_id, actor_id, actor_name, actor_code, correction from stg_entities order by mention_id")
    assert mentions[0] == {"mention_id": "a-b1-IRN", "actor_id": "RUS", "actor_name": "Russia", "actor_code": "RUS", "correction": [2]}
    assert mentions[1]["correction"] is None
    assert {(c["actor_code"], c["target_code"]) for c in ask(port, STANDS)} == {("RUS", "RUS")}


def test_a_split_actor_gets_an_identity_of_its_own_in_that_document(ask, port):
    found = ask(correct(port, "split tur-official b.txt", "code tur-official@b.txt GRC"), STANDS)
    assert [(c["source_id"], c["source_code"], c["holder_code"], c["correction"]) for c in found if c["holder_code"] != "USA"] == [
        ("tur-official", "TUR", "TUR", None),
        ("tur-official@b.txt", "GRC", "GRC", [2, 3]),
    ]


def test_what_was_split_off_may_be_merged_and_coded(ask, port):
    correct(port, "code USA GBR", "merge tur-official@b.txt USA", "split tur-official b.txt")
    assert [(c["source_id"], c["source_code"], c["correction"]) for c in ask(port, STANDS)] == [
        ("tur-official", "TUR", None), ("USA", "GBR", [2]), ("USA", "GBR", [2, 3, 4]), ("USA", "GBR", [2]),
    ]  # fmt: skip


def test_a_code_is_set_wherever_the_actor_stands(ask, port):
    correct(port, "code RUS ARM")
    assert {(c["target_code"], tuple(c["correction"])) for c in ask(port, STANDS)} == {("ARM", (2,))}
    assert {row["actor_code"] for row in ask(port, "from stg_entities where actor_id = 'RUS'")} == {"ARM"}


def test_a_rejected_claim_is_in_no_answer(ask, quarrel):
    correct(quarrel, "reject c002", "reject c003")
    assert [c["claim_id"] for c in ask(quarrel, STANDS)] == ["c000", "c001", "c004", "c005"]
    assert ask(quarrel, "from contested_claims") == []
    assert [row["status"] for row in ask(quarrel, "from propositions order by event_type")] == ["uncontested", "unconfirmed"]


@pytest.mark.parametrize(
    ("amendment", "expected"),
    [
        ("polarity=denied", {"polarity": "denied"}),
        ("modality=future", {"modality": "future"}),
        ("event_type=ASSAULT", {"event_type": "ASSAULT", "event_mode": None}),
        ("event_type=CONSULT", {"event_type": "CONSULT"}),
        ("theme_code=UAV", {"theme_code": "UAV"}),
        ("actor_code=ARM", {"actor_code": "ARM", "actor_name": "Armenia", "actor_id": "IRN"}),
        ("target_code=ARM", {"target_code": "ARM", "target_name": "Armenia"}),
        ("target_code=NEW", {"target_code": "NEW", "target_name": "Russia"}),
        ("source_code=ARM", {"source_kind": "named", "source_code": "ARM", "holder_code": "ARM", "source_name": "Armenia"}),
        ("said_on=2016-05-01", {"said_on": date(2016, 5, 1), "said_on_basis": "stated"}),
        ("event_date=2016", {"event_from_on": date(2016, 1, 1), "event_to_on": date(2016, 12, 31), "event_granularity": "year"}),
        ("event_date=2016-02", {"event_from_on": date(2016, 2, 1), "event_to_on": date(2016, 2, 29), "event_granularity": "month"}),
        ("event_date=2016-02-03", {"event_from_on": date(2016, 2, 3), "event_to_on": date(2016, 2, 3), "event_granularity": "day"}),
    ],
)  # fmt: skip
def test_an_amended_claim_says_otherwise_in_that_alone(ask, quarrel, amendment, expected):
    quarrel.rows["principals"] = [{"principal_code": "ARM", "name": "Armenia"}]
    quarrel.rows["claims"][1]["event_mode"] = "visit"
    before = ask(quarrel, "from stg_claims where claim_id = 'c001'")[0]
    correct(quarrel, f"amend c001 {amendment}")
    if amendment.startswith("event_date="):
        expected |= {"event_date": amendment.removeprefix("event_date=")}
    assert ask(quarrel, "from stg_claims where claim_id = 'c001'") == [before | expected | {"correction": [2]}]
    assert len(ask(quarrel, "from stg_claims where correction is null")) == 5


def test_those_through_whom_it_is_told_are_corrected_too(ask, port):
    """In `a.txt` the official stands once in the text; in `b.txt` two actors are called so, and nobody can tell which is meant."""
    for document, actor_id in (("a-b1", "tur-official"), ("b-b1", "tur-official"), ("b-b1", "another")):
        named = {"actor_id": actor_id, "actor_name": "Turkish port official", "actor_code": "TUR"}
        port.rows["entities"].append(port.rows["entities"][0] | {"mention_id": f"{document}-{actor_id}", "document_id": document} | named)
    through = [{"name": "Gazette", "code": "GAZETTE"}, {"name": "Turkish port official", "code": "TUR"}]
    for place in (1, 3):
        port.rows["claims"][place]["via"] = through
    port.claim("a-b1", "GBR", source_id="rear-admiral", source_name="Admiral Roe")
    correct(port, "merge tur-official rear-admiral", "code rear-admiral FRA")
    found = ask(port, "select claim_id, via, correction from stg_claims where len(via) > 0 order by claim_id")
    assert found == [
        {"claim_id": "c001", "via": [through[0], {"name": "Admiral Roe", "code": "FRA"}], "correction": [2, 3]},
        {"claim_id": "c003", "via": through, "correction": None},
    ]


def test_each_correction_tells_what_became_of_it(ask, quarrel):
    quarrel.rows["claims"][0] |= {"source_id": "USA"}
    correct(quarrel, "merge USA GBR", "code IRN ARM", "reject c005", "amend c777 polarity=denied", "code nobody ARM", "split IRN gone.txt")
    found = ask(quarrel, "from corrections_applied")
    assert [(row["row_number"], row["status"], row["n_claims"], row["n_mentions"]) for row in found] == [
        (2, "unmatched", 0, 0), (3, "applied", 6, 2), (4, "applied", 1, 0), (5, "unmatched", 0, 0), (6, "unmatched", 0, 0),
        (7, "unmatched", 0, 0),
    ]  # fmt: skip
    assert found[2] == {
        "row_number": 4, "action": "reject", "key": "c005", "value": None, "reason": "seen in print", "status": "applied",
        "n_claims": 1, "n_mentions": 0,
    }  # fmt: skip


def test_relations_count_what_was_corrected_anew(tmp_path, ask, models, checks, quarrel):
    correct(quarrel, "amend c002 polarity=affirmed", "amend c003 target_code=ARM", "reject c004", "amend c000 event_date=2024-02")
    found = ask(quarrel, "from stg_actor_relations order by event_type, target_code, month")
    assert [(row["event_type"], row["target_code"], row["month"], row["n_claims"], row["n_denied"], row["n_sources"]) for row in found] == [
        ("AID", "ARM", None, 1, 1, 1),
        ("AID", "RUS", date(2024, 2, 1), 1, 0, 1),
        ("AID", "RUS", date(2024, 9, 1), 2, 0, 2),
        ("CONSULT", "RUS", None, 1, 0, 1),
    ]
    assert found[1] | {"actor_name": "Iran", "last_on": date(2024, 2, 29), "is_contested": False} == found[1]
    assert {r.check.severity for r in run_checks(tmp_path, checks) if not r.has_passed} <= {"warn"}


def test_relations_that_are_counted_anew_are_counted_alike(ask, quarrel):
    """Every claim is given the theme that it has not, so that every relation is counted in SQL."""
    codebook = load_codebook()
    quarrel.rows["principals"] = [{"principal_code": code, "name": name} for code, name in codebook.principal_names.items()]
    quarrel.rows["claims"][0] |= {"event_from_on": date(2024, 2, 1), "event_to_on": date(2024, 3, 31)}
    correct(quarrel, *(f"amend c00{n} theme_code=UAV" for n in range(6)))
    for document, holder in (("third", "Echo"), ("fourth", "Tribune")):
        quarrel.claim(quarrel.document(document), holder)
        quarrel.copy(f"{document}-b1", "first-b1" if holder == "Echo" else "second-b2")
    copies = COPIES.table(quarrel.rows["copies"])
    counted = relate_actors(CLAIMS.table(quarrel.rows["claims"]), copies, codebook=codebook).to_pylist()
    order = "order by event_type, month nulls last"
    assert ask(quarrel, f"from stg_actor_relations {order}") == sorted(
        counted, key=lambda row: (row["event_type"], row["month"] or date.max)
    )
    assert len(counted) == 4


def test_corrected_claims_agree_with_their_mentions(tmp_path, models, checks, quarrel):
    correct(quarrel, "merge RUS IRN", "code IRN ARM")
    build_database(quarrel.write(tmp_path), models)
    assert "claims_agree_with_their_mentions" not in {r.check.name for r in run_checks(tmp_path, checks) if not r.has_passed}
