"""Each check finds the one row that breaks its rule, and nothing in a warehouse that is right."""

from datetime import date

import duckdb
import pytest

from pipeline.models import DATABASE, build_database, run_checks


def spoil(table, **columns):
    """Return a change of the last row of a table."""
    return lambda world: world.rows[table][-1].update(columns)


def reject(path):
    return lambda world: world.rows["rejected_documents"].append({"source_path": path, "reason_code": "empty", "reason": "holds nothing"})


def code(world):
    world.rows["corrections"].append({"row_number": 2, "action": "code", "key": "RUS", "value": "RU", "reason": "not so"})


def say_later(world):
    world.rows["claims"][1]["said_on"] = date(2024, 9, 11)


def copy(document, original):
    return lambda world: world.copy(document, original)


IN_PARQUET = {
    ("stg_documents", "documents_have_live_originals"): copy("second-b2", "gone"),
    ("stg_copies", "copies_follow_their_originals"): copy("first-b1", "second-b2"),
    ("stg_sentences", "sentences_stand_in_their_text"): spoil("sentences", text="Another text"),
    ("stg_entities", "entities_stand_in_their_text"): spoil("entities", char_end=1000),
    ("stg_claims", "claims_stand_in_their_sentence"): spoil("claims", char_end=41),
    ("stg_claims", "claims_name_known_mentions"): spoil("claims", target_mention_id="nowhere"),
    ("stg_claims", "claims_agree_with_their_mentions"): spoil("claims", target_id="ARM"),
    ("stg_claims", "claims_name_known_attributions"): spoil("claims", attribution_id="nowhere"),
    ("stg_claims", "claims_have_the_holder_of_their_source"): spoil("claims", source_code="USA"),
    ("stg_claims", "claims_relate_two_actors"): spoil("claims", actor_id="RUS"),
    ("stg_claims", "claims_are_said_before_publication"): say_later,
    ("stg_attributions", "attributions_have_their_parents"): spoil("attributions", parent_attribution_id="nowhere"),
    ("stg_rejected_documents", "rejected_documents_are_not_read"): reject("first.txt"),
    ("stg_actor_relations", "actor_relations_count_the_claims"): spoil("actor_relations", n_affirmed=7),
    ("stg_corrections", "corrections_name_known_principals"): code,
    ("contested_claims", "contested_claims_agree_with_relations"): spoil("actor_relations", is_contested=True),
    ("contested_claims", "contested_claims_quote_their_text"): spoil("documents", text=" " * 40),
}
IN_MART = {
    ("corrections_applied", "corrections_find_their_target"): (
        "insert into corrections_applied values (2, 'reject', 'c777', null, 'not so', 'unmatched', 0, 0)"
    ),
    ("contested_claims", "contested_claims_have_two_sides"): "update contested_claims set n_denying = 0",
    ("actor_profiles", "actor_profiles_cover_everybody"): "delete from actor_profiles where code = 'RUS'",
    ("coverage", "coverage_counts_everything"): "update coverage set n_sentences = 7 where batch = 'b2'",
    ("dyad_months", "dyad_months_add_up"): "update dyad_months set n_material_cooperation = 0 where n_affirmed_actual > 0",
    ("dyad_months", "dyad_months_are_full"): "delete from dyad_months",
    ("material_flows", "material_flows_have_true_quantities"): "update material_flows set n_quantified = 1",
    ("network_edges", "network_edges_count_the_claims"): "update network_edges set n_denied = 0",
    ("positions", "positions_cover_every_holder"): "delete from positions where holder_code = 'USA'",
    ("positions", "positions_mark_every_change"): "update positions set is_change = true where holder_code = 'USA'",
    ("sanctions", "sanctions_cover_their_propositions"): "update propositions set event_type = 'SANCTION'",
    ("source_profiles", "source_profiles_cover_every_holder"): "delete from source_profiles where holder_code = 'IRN'",
    ("source_profiles", "source_profiles_have_true_shares"): "update source_profiles set n_denied = 5 where holder_code = 'USA'",
    ("principal_names", "principal_names_know_everybody"): "delete from principal_names where code = 'RUS'",
    ("proposition_claims", "proposition_claims_cover_every_claim"): "delete from proposition_claims where claim_id = 'c001'",
    ("propositions", "propositions_hold_their_claims"): "update propositions set claim_ids = claim_ids[2:]",
    ("propositions", "propositions_have_a_true_status"): "update propositions set status = 'uncontested' where status = 'contested'",
    ("contested_claims", "grain_is_unique"): "insert into contested_claims from contested_claims",
}


def failing(warehouse, checks):
    return {(report.check.model, report.check.name): report for report in run_checks(warehouse, checks) if not report.has_passed}


def test_a_right_warehouse_passes_every_check(tmp_path, models, checks, quarrel):
    build_database(quarrel.write(tmp_path), models)
    assert failing(tmp_path, checks) == {}


def test_who_is_quoted_with_a_we_is_no_failure(tmp_path, models, checks, quarrel):
    quarrel.rows["entities"][0] |= {"actor_id": None, "actor_name": None, "actor_code": None, "resolved_by": "speaker"}
    build_database(quarrel.write(tmp_path), models)
    assert failing(tmp_path, checks) == {}


def test_every_check_of_the_folder_is_tried_here(checks):
    written = {(check.model, check.name) for check in checks if check.file.startswith("checks/")}
    assert written == (IN_PARQUET.keys() | IN_MART.keys()) - {("contested_claims", "grain_is_unique")}


@pytest.mark.parametrize("key", IN_PARQUET, ids=lambda key: key[1])
def test_a_wrong_row_of_a_table_is_found(key, tmp_path, models, checks, quarrel):
    IN_PARQUET[key](quarrel)
    build_database(quarrel.write(tmp_path), models)
    report = failing(tmp_path, checks)[key]
    assert report.n_failing >= 1
    assert report.examples


@pytest.mark.parametrize("key", IN_MART, ids=lambda key: key[1])
def test_a_wrong_row_of_a_mart_is_found(key, tmp_path, models, checks, quarrel):
    build_database(quarrel.write(tmp_path), models)
    with duckdb.connect(tmp_path / DATABASE) as connection:
        connection.execute(IN_MART[key])
    assert key in failing(tmp_path, checks)


def test_a_row_that_stands_twice_is_found_in_a_view(tmp_path, models, checks, quarrel):
    """Two live batches that hold the same document."""
    quarrel.rows["documents"].append(quarrel.rows["documents"][0] | {"source_path": "elsewhere.txt"})
    build_database(quarrel.write(tmp_path), models)
    assert ("stg_documents", "grain_is_unique") in failing(tmp_path, checks)


def test_a_check_that_goes_batch_by_batch_looks_at_the_batches_it_is_given(tmp_path, models, checks, quarrel):
    spoil("sentences", text="Another text")(quarrel)
    batch = quarrel.batch_of[quarrel.rows["sentences"][-1]["document_id"]]
    build_database(quarrel.write(tmp_path), models)
    by_batch = [check for check in checks if check.name == "sentences_stand_in_their_text"]
    n_failing = {given: run_checks(tmp_path, by_batch, batches=given)[0].n_failing for given in (None, (batch,), ("b0",), ())}
    assert n_failing == {None: 1, (batch,): 1, ("b0",): 0, (): 0}
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("name", ["actor_relations_count_the_claims", "claims_name_known_mentions"])
def test_claims_that_are_worked_out_once_are_the_same(tmp_path, models, checks, quarrel, name):
    next(spoiler for (_, check), spoiler in IN_PARQUET.items() if check == name)(quarrel)
    once = build_database(quarrel.write(tmp_path), models, checks=checks).checks
    assert [(report.check.name, report.n_failing, report.examples) for report in once] == [
        (report.check.name, report.n_failing, report.examples) for report in run_checks(tmp_path, checks)
    ]
    assert name in {report.check.name for report in once if not report.has_passed}
