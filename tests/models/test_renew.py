"""A database that is renewed holds what one that is built from nothing holds, and keeps the rows of pairs that nothing bears on."""

import random
import re
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest
from sqlglot import exp

from pipeline.models import DATABASE, build, build_database, open_database
from pipeline.models.connect import stretch
from pipeline.models.load import DYADS
from pipeline.models.narrow import CLAIMS
from tests.models.conftest import EVENT_TYPES, NAMES, World

CODES = sorted(NAMES)
N_SEEDS, N_STEPS = 8, 5


def marts_of(warehouse, models):
    with open_database(warehouse) as connection:
        return {m.name: connection.sql(f"from {m.name} order by all").fetchall() for m in models if not m.is_view}


def random_world(rng: random.Random) -> World:
    world = World()
    world.rows["event_types"] = EVENT_TYPES
    for n in range(12):
        document = world.document(f"d{n}", batch=f"b{n % 4}", publisher=rng.choice(["Gazette", "Echo", None]), published_on=a_day(rng))
        for _ in range(rng.randint(0, 4)):
            add_claim(world, document, rng)
    return world


def a_day(rng: random.Random) -> date:
    return date(2024, 1, 1) + timedelta(days=rng.randint(0, 300))


def add_claim(world: World, document: str, rng: random.Random) -> None:
    actor, target = rng.sample(CODES, 2)
    names = {"actor_name": NAMES[actor], "target_name": rng.choice([NAMES[target], f"the {NAMES[target]}"])}
    day = a_day(rng)
    world.claim(
        document, rng.choice([*CODES, "Gazette", None]), rng.choice(["affirmed", "denied"]), actor_code=actor, target_code=target,
        actor_id=actor, target_id=target, event_type=rng.choice(EVENT_TYPES)["event_type"],
        modality=rng.choice(["actual", "possible", "future"]),
        said_on=rng.choice([None, day]), event_from_on=day, event_to_on=day, event_granularity="day", event_date=str(day),
        theme=rng.choice(["drones", "two drones", "300 tanks", None]), claim_id=f"c{rng.getrandbits(64):016x}", **names,
    )  # fmt: skip


def change(world: World, rng: random.Random) -> None:
    """Do one thing that a run may find: claims come, go or read otherwise, a document goes, copies and corrections come."""
    claims, documents = world.rows["claims"], [row["document_id"] for row in world.rows["documents"]]
    match rng.randint(0, 6):
        case 0:
            add_claim(world, rng.choice(documents), rng)
        case 1:
            claims.remove(rng.choice(claims))
        case 2:
            rng.choice(claims).update(polarity="denied", said_on=a_day(rng))
        case 3:
            row = rng.choice(world.rows["documents"])
            world.deleted ^= {(world.batch_of[row["document_id"]], row["source_path"])}
        case 4:
            world.rows["copies"] = []
            first, second = sorted(rng.sample(documents, 2))
            world.copy(second, first)
        case 5:
            key = rng.choice(claims)["claim_id"]
            world.rows["corrections"] = [{"row_number": 2, "action": "reject", "key": key, "value": "", "reason": "for a test"}]
        case 6:
            rng.choice(claims)["target_name"] = rng.choice(["Persia", "Albion"])


def spied(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list to which each build adds whether it was a renewal."""
    found: list[bool] = []
    real = build._build
    monkeypatch.setattr(build, "_build", lambda *given, is_renewal: (found.append(is_renewal), real(*given, is_renewal=is_renewal))[1])
    return found


def by_hand(warehouse, query):
    with duckdb.connect(warehouse / DATABASE) as connection:
        connection.execute(query)
    stretch(warehouse / DATABASE)


@pytest.mark.parametrize("seed", range(N_SEEDS))
def test_whatever_changes_a_renewal_is_a_rebuild(tmp_path, models, seed, monkeypatch):
    rng, renewals = random.Random(seed), spied(monkeypatch)
    monkeypatch.setattr("pipeline.models.narrow.MANY", rng.choice([0.1, 1.0]))
    world = random_world(rng)
    world.relate()
    build_database(world.write(tmp_path / "renewed"), models)
    for _ in range(N_STEPS):
        for _ in range(rng.randint(1, 3)):
            change(world, rng)
        world.relate()
        for path in (tmp_path / "renewed").glob("*/*.parquet"):
            path.unlink()
        renewed = build_database(world.write(tmp_path / "renewed"), models)
        (tmp_path / "fresh" / DATABASE).unlink(missing_ok=True)
        for path in (tmp_path / "fresh").glob("*/*.parquet"):
            path.unlink()
        fresh = build_database(world.write(tmp_path / "fresh"), models)
        assert marts_of(tmp_path / "renewed", models) == marts_of(tmp_path / "fresh", models)
        assert renewed.models == fresh.models
    assert renewals == [False, *[True, False] * N_STEPS]


def test_rows_of_other_pairs_are_not_made_again(tmp_path, models, quarrel, monkeypatch):
    """A mark that a hand left on the row of another pair is still there, and gone with the first change of its pair."""
    monkeypatch.setattr("pipeline.models.narrow.MANY", 1.0)
    document = quarrel.document("third")
    quarrel.claim(document, "USA", actor_code="GBR", actor_id="GBR", actor_name="United Kingdom")
    quarrel.relate()
    build_database(quarrel.write(tmp_path), models)
    mark = "update network_edges set n_claims = 99 where actor_code = 'IRN'"
    by_hand(tmp_path, mark)
    quarrel.claim(document, "GBR", "denied", actor_code="GBR", actor_id="GBR", actor_name="United Kingdom")
    quarrel.relate()
    report = build_database(quarrel.write(tmp_path), models)
    asked = "select actor_code, n_claims from network_edges order by all"
    with open_database(tmp_path) as connection:
        assert connection.sql(asked).fetchall() == [("GBR", 2), ("IRN", 99)]
    assert report["network_edges"].n_rows == 2
    quarrel.rows["claims"][0]["polarity"] = "denied"
    quarrel.relate()
    build_database(quarrel.write(tmp_path), models)
    with open_database(tmp_path) as connection:
        assert connection.sql(asked).fetchall() == [("GBR", 2), ("IRN", 6)]


@pytest.mark.parametrize("what", ["event types", "a moved warehouse", "a failed check", "damage"])
def test_what_bears_on_every_pair_has_all_built_anew(tmp_path, models, checks, quarrel, monkeypatch, what):
    (tmp_path / "warehouse").mkdir()
    folder, renewals = tmp_path / "warehouse", spied(monkeypatch)
    build_database(quarrel.write(folder), models, checks=checks)
    build_database(folder, models, checks=checks)
    if what == "event types":
        quarrel.rows["event_types"] = [row | {"score": 1} for row in EVENT_TYPES]
        quarrel.write(folder)
    elif what == "a moved warehouse":
        folder = folder.rename(tmp_path / "elsewhere")
    elif what == "a failed check":
        failing = [replace(check, sql="from positions") if check.name == "positions_mark_every_change" else check for check in checks]
        assert not all(found.has_passed for found in build_database(folder, models, checks=failing).checks)
        checks = failing
    else:
        data = bytearray((folder / DATABASE).read_bytes())
        data[len(data) // 3 : -4096] = b"x" * (len(data) - 4096 - len(data) // 3)
        (folder / DATABASE).write_bytes(data)
    build_database(folder, models, checks=checks)
    assert not renewals[-1]
    assert renewals[:2] == [False, True]


def test_the_digest_of_a_pair_covers_what_its_marts_read(models):
    """Whatever column of the claims a mart of scope `dyad` names, the mart `dyads` digests it."""
    known = {model.name: model for model in models}
    columns = set(known[CLAIMS].columns)
    digested = {column.name for column in known[DYADS].query.find_all(exp.Column)}
    for model in (model for model in models if model.header.scope == "dyad" and CLAIMS in model.reads):
        reads = [
            part
            for part in model.query.find_all(exp.Select)
            if isinstance(table := part.args["from_"].this, exp.Table) and table.name == CLAIMS
        ]
        assert reads
        assert {column.name for part in reads for column in part.find_all(exp.Column)} & columns <= digested, model.name
        assert not re.search(r"getvariable|stg_(?!claims|documents|theme_groups|event_types)", model.sql), model.name
