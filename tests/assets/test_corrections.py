"""Corrections through the job: applied on every run, made anew when the file changes, and refused as a whole when it is wrong."""

import dagster as dg
import pytest

from assets import carry as carrying
from assets import claims, codebook, copies, corrections, documents, entities, models, relations, resources, sentences
from assets.carry import carry
from assets.home import HomeError, Warehouse
from assets.jobs import derive_batch, derive_current
from assets.summary import count_rows
from pipeline.codebook import load_codebook
from pipeline.models import open_database
from pipeline.relations.relate import relate_actors
from pipeline.tables import CLAIMS

WHOLE = dg.Definitions(
    assets=dg.load_assets_from_modules([documents, sentences, entities, claims, copies, relations, codebook, corrections, models]),
    jobs=[derive_batch, derive_current],
    resources=resources.RESOURCES,
    executor=dg.in_process_executor,
)
HEADING = "action\tkey\tvalue\treason\n"


def one_claim_a_document(_documents, sentences, *_, **__):
    """Return a claim of each document that Iran denied it to Russia; its id is the document's letter."""
    same = {
        "char_start": 0, "char_end": 4, "source_kind": "named", "source_name": "Iran", "source_code": "IRN", "holder_code": "IRN",
        "via": [], "actor_mention_id": "a", "actor_id": "IRN", "actor_name": "Iran", "actor_code": "IRN", "event_type": "AID",
        "predicate": "give", "trigger_start": 0, "trigger_end": 4, "target_mention_id": "t", "target_id": "RUS", "target_name": "Russia",
        "target_code": "RUS", "polarity": "denied", "modality": "actual", "said_on_basis": "unknown", "rule_id": "give", "confidence": 0.5,
    }  # fmt: skip
    rows = zip(sentences["text"].to_pylist(), sentences["document_id"].to_pylist(), sentences["sentence_id"].to_pylist(), strict=True)
    return CLAIMS.table(same | {"claim_id": text[-3], "document_id": d, "sentence_id": s} for text, d, s in rows)


@pytest.fixture
def run(warehouse, instance, tiny_stages):
    """Write the file of corrections, carry everything to its end, and return the failures; mentions are none, so checks may warn."""
    tiny_stages(claims, "find_claims", one_claim_a_document)
    tiny_stages(relations, "relate_actors", relate_actors)
    tiny_stages(carrying, "defs", WHOLE)
    for module in (resources, carrying):
        tiny_stages(module, "the_codebook", load_codebook)

    def write_and_carry(text):
        warehouse.corrections_file.write_text(HEADING + text, encoding="utf-8")
        return [failure.line for failure in carry(warehouse) if "claims_name_known_mentions" not in failure.line]

    return write_and_carry


def parquet_of(warehouse):
    return {path: path.read_bytes() for path in warehouse.folder.rglob("*.parquet") if "corrections" not in path.parts}


def unmatched(instance):
    key = dg.AssetCheckKey(dg.AssetKey("corrections_applied"), "corrections_find_their_target")
    [record] = instance.event_log_storage.get_asset_check_execution_history(key, limit=1)
    return record.event.dagster_event.asset_check_evaluation_data


def ask(warehouse, query):
    with open_database(warehouse.folder) as connection:
        return connection.execute(query).fetchall()


def test_a_changed_file_makes_the_models_anew_and_a_wrong_one_leaves_them(warehouse, instance, run):
    said = "select claim_id, polarity, correction from stg_claims order by claim_id"
    good = "amend\ta\tpolarity=affirmed\tmisread\nreject\tgone\t\tmisread\n"
    assert run(good) == []
    assert ask(warehouse, said) == [("a", "affirmed", [2]), ("b", "denied", None)]
    assert ask(warehouse, "select row_number, status, n_claims from corrections_applied") == [(2, "applied", 1), (3, "unmatched", 0)]
    counts = count_rows(warehouse)
    assert (counts["corrections applied"], counts["corrections unmatched"]) == (1, 1)
    found = unmatched(instance)
    assert (found.passed, found.severity, found.metadata["failing"].value) == (False, dg.AssetCheckSeverity.WARN, 1)
    parquet = parquet_of(warehouse)

    n_runs = len(instance.get_runs())
    assert run(good) == []
    assert len(instance.get_runs()) == n_runs == 2

    [line] = run(f"{good}drop\tb\t\tmisread\n")
    assert line.startswith("all batches: corrections: ")
    assert f"{warehouse.corrections_file}, line 4: the action 'drop' is none of" in line
    assert ask(warehouse, said) == [("a", "affirmed", [2]), ("b", "denied", None)]

    assert run("") == []
    assert ask(warehouse, said) == [("a", "denied", None), ("b", "denied", None)]
    assert unmatched(instance).passed
    assert parquet_of(warehouse) == parquet


def test_the_file_stands_beside_the_documents_or_is_named(warehouse, tmp_path, monkeypatch):
    assert Warehouse.from_environment().corrections_file == tmp_path / "corrections.tsv"
    monkeypatch.setenv("SAYSO_CORRECTIONS", str(tmp_path / "mine.tsv"))
    named = Warehouse.from_environment()
    assert named.corrections_file == tmp_path / "mine.tsv"
    with pytest.raises(HomeError, match=r"there is no file of corrections .*mine\.tsv"):
        named.open()
    (tmp_path / "mine.tsv").touch()
    named.open()
