"""The rows that exports are made of: described, in order, live, and each claim with its words and its document."""

from datetime import date

import pytest

from pipeline.models import ModelError, build_database, load_exports, stream_rows
from tests.models.conftest import SQL


@pytest.fixture(scope="session")
def exports(models):
    return load_exports(SQL, models)


@pytest.fixture
def rows(models, exports, tmp_path):
    """Return a function from a world and a query's name to its rows."""

    def rows_of(world, name):
        world.write(tmp_path)
        build_database(tmp_path, models)
        return list(stream_rows(tmp_path, exports[name].sql))

    return rows_of


def test_a_claim_comes_with_its_words_and_its_document(quarrel, rows, exports):
    found = rows(quarrel, "claims")
    assert [row["claim_id"] for row in found] == sorted(claim["claim_id"] for claim in quarrel.rows["claims"])
    assert tuple(found[0]) == tuple(exports["claims"].columns)
    first = found[0]
    assert (first["sentence"], first["evidence"], first["trigger"]) == (
        "Iran has given drones to Russia, says Ω.", "Iran has given drones to Russia", "given",
    )  # fmt: skip
    assert (first["source_path"], first["publisher"], first["published_on"]) == ("first.txt", "Gazette", date(2024, 9, 10))
    assert (first["actor_text"], first["actor_type"], first["target_text"]) == ("Iran", "state", "Russia")


def test_a_claim_names_its_proposition(quarrel, rows, ask):
    known = {row["claim_id"]: row["proposition_id"] for row in ask(quarrel, "from proposition_claims")}
    assert {row["claim_id"]: row["proposition_id"] for row in rows(quarrel, "claims")} == known
    assert len(set(known.values())) == 2


def test_a_claim_first_appears_where_its_holder_first_made_it(world, rows):
    late = world.document("late", published_on=date(2024, 9, 12))
    early = world.document("early", published_on=date(2024, 9, 1))
    for document, holder, polarity in [
        (late, "USA", "affirmed"),
        (early, "USA", "affirmed"),
        (late, "USA", "denied"),
        (late, None, "affirmed"),
    ]:
        world.claim(document, holder, polarity)
    world.rows["theme_groups"] = [{"theme_code": "LOAN", "theme_group": "money"}]
    world.claim(late, "USA", theme_code="LOAN")
    world.relate()
    assert [row["first_document_id"] for row in rows(world, "claims")] == [early, early, late, late, late]


def test_only_live_claims_are_exported(quarrel, rows):
    quarrel.deleted = {("b2", "second.txt")}
    quarrel.relate()
    assert {row["source_path"] for row in rows(quarrel, "claims")} == {"first.txt"}


def test_documents_without_claims_are_left_out(quarrel, rows):
    quarrel.document("silent")
    assert {row["source_path"] for row in rows(quarrel, "documents")} == {"first.txt", "second.txt"}


def test_actors_are_each_there_once(quarrel, rows):
    assert [(row["actor_id"], row["actor_name"], row["entity_type"]) for row in rows(quarrel, "actors")] == [
        ("IRN", "Iran", "state"), ("RUS", "Russia", "state"),
    ]  # fmt: skip


def test_an_edge_has_both_sides(quarrel, rows):
    aid, consult = rows(quarrel, "edges")
    assert (aid["event_type"], aid["weight"], aid["n_affirmed"], aid["n_denied"], aid["n_future"], aid["n_holders"]) == (
        "AID",
        5,
        3,
        2,
        1,
        3,
    )
    assert (aid["first_said_on"], aid["last_said_on"]) == (date(2024, 9, 9), date(2024, 9, 11))
    assert aid["claim_ids"] == "c000 c001 c002 c003 c004"
    assert (aid["affirming_document"], aid["denying_document"]) == ("first.txt", "second.txt")
    assert (consult["event_type"], consult["n_possible"], consult["denying_document"]) == ("CONSULT", 1, None)


def test_the_surest_claim_speaks_for_its_side(world, rows):
    for name, confidence in (("a", 0.4), ("b", 0.9)):
        world.claim(world.document(name), "USA", confidence=confidence)
    world.relate()
    assert rows(world, "edges")[0]["affirming_document"] == "b.txt"


def test_relations_and_nodes_have_names(quarrel, rows):
    assert [(row["actor_name"], row["event_type"], row["n_claims"]) for row in rows(quarrel, "relations")] == [
        ("Iran", "AID", 5),
        ("Iran", "CONSULT", 1),
    ]
    assert {"IRN": "Iran", "RUS": "Russia"}.items() <= {row["code"]: row["name"] for row in rows(quarrel, "nodes")}.items()


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("-- X.\n-- grain: a\n-- reads: nowhere\n-- column: a: a\nselect a from nowhere order by a", "nowhere is no model"),
        (
            "-- X.\n-- grain: a\n-- reads: stg_claims\n-- column: a: a\nselect claim_id as a from stg_claims",
            "an export is ordered by its grain: a",
        ),
    ],
)
def test_a_query_that_is_not_as_it_says_is_named(models, tmp_path, sql, message):
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "x.sql").write_text(sql)
    with pytest.raises(ModelError, match=f"exports/x.sql: {message}"):
        load_exports(tmp_path, models)
