"""Whatever happens to the documents, the words and the code, the tables are those that a fresh warehouse gives."""

import hashlib
import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

import dagster as dg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from assets import carry, claims, codebook, copies, corrections, documents, entities, models, relations, resources, sentences
from assets.compact import compact
from assets.home import Warehouse
from assets.io import PER_BATCH, read_current
from assets.jobs import derive_batch, derive_current
from pipeline.batches import live_batches, plan_batches
from pipeline.codebook import Codebook, load_codebook
from pipeline.codebook.codebook import FOLDER
from pipeline.models import build_database
from pipeline.tables import place
from tests.rebuild import MODELS, assert_same_tables

N_QUICK, N_ALL, N_STEPS = 6, 220, 8
EVERY_MART = 10
"""Each sequence whose number is a multiple of this is carried with every model; for the others the marts are built at the end."""
SEQUENCES = [pytest.param(seed, marks=[pytest.mark.slow] if seed >= N_QUICK else []) for seed in range(N_ALL)]

NAMES = ["Iran", "Russia", "Syria", "Germany"]
PATHS = ["a.txt", "b.txt", "c.md", "old/d.txt", "new/e.txt"]
SIDECARS = ['{"publisher": "The Lantern"}', '{"publisher": "The Harbour", "published": "2024-10-01"}', '{"title": ']
CORRECTIONS = ["code\trus\tUSSR\tfor a test\n", "reject\tffffffffffffffff\t\tfor a test\nmerge\tsyr\tirn\tfor a test\n"]
HEADING = "action\tkey\tvalue\treason\n"
SMALL = [documents, sentences, entities, claims, copies, relations, codebook, corrections]
KEPT = {"states.tsv": NAMES, "principals.tsv": [], "organisations.tsv": [], "people.tsv": [], "roles.tsv": [], "light_verbs.tsv": [],
        "publishers.tsv": [], "themes.tsv": [], "frames.tsv": ["attack", "praise", "threaten"], "cues.tsv": ["say", "deny"]}  # fmt: skip
"""Tables of the codebook that are cut down, each to the rows with one of these in its second cell: the whole takes a second to prepare."""

pytestmark = pytest.mark.filterwarnings("ignore:.*is currently in preview:dagster.PreviewWarning")


class Stopped(BaseException):
    """A run that ends where it stands."""


@dataclass
class World:
    """What a sequence changes, and the warehouse that must follow. `is_done` tells whether the last run came to its end."""

    warehouse: Warehouse
    books: dict[str, Codebook]
    has_marts: bool
    engine: str = "first"
    book: str = "first"
    batch_size: int = 1000
    is_done: bool = False
    said: list[str] = field(default_factory=list)
    past: list[tuple[str, bytes]] = field(default_factory=list)

    def files(self) -> list[Path]:
        return sorted(path for path in self.warehouse.documents.rglob("*") if path.suffix in (".txt", ".md"))


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Codebook]:
    """Return two small codebooks: the second has another name for Germany and does not know what a threat is."""
    places = {name: shutil.copytree(FOLDER, tmp_path_factory.mktemp("book") / name) for name in ("first", "second")}
    for folder in places.values():
        for name, words in KEPT.items():
            heading, *lines = (folder / name).read_text(encoding="utf-8").splitlines()
            kept = [line for line in lines if line.split("\t")[1].split()[0] in words]
            (folder / name).write_text("\n".join([heading, *kept, ""]), encoding="utf-8")
    states, frames = places["second"] / "states.tsv", places["second"] / "frames.tsv"
    states.write_text(states.read_text(encoding="utf-8").replace("\tGermany\t", "\tThe Germany\t"), encoding="utf-8")
    lines = frames.read_text(encoding="utf-8").splitlines()
    frames.write_text("\n".join([line for line in lines if "\tthreaten\t" not in line] + [""]), encoding="utf-8")
    return {name: load_codebook(folder) for name, folder in places.items()}


@pytest.fixture(autouse=True)
def _read_migrations_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare a fifth of the time: each opening of Dagster's databases would load the files of all their migrations."""
    load, known = ScriptDirectory.from_config, dict[str | None, ScriptDirectory]()

    def load_once(config: Config) -> ScriptDirectory:
        place = config.get_main_option("script_location")
        if place not in known:
            known[place] = load(config)
        return known[place]

    monkeypatch.setattr(ScriptDirectory, "from_config", load_once)


@cache
def definitions(engine: str, book: str, *, has_marts: bool) -> dg.Definitions:
    """Return the assets as a process would load them with this engine and this codebook."""
    modules = [*SMALL, models] if has_marts else SMALL
    plain = dg.Definitions(
        assets=dg.load_assets_from_modules(modules),
        jobs=[derive_batch, derive_current],
        resources=resources.RESOURCES,
        executor=dg.in_process_executor,
    )
    uses = dict.fromkeys(("entities", "attributions", "claims", "actor_relations", "event_types", "principals", "theme_groups"), book)
    uses |= {"corrections": book, "sentences": engine}
    return plain.map_asset_specs(
        func=lambda spec: spec.replace_attributes(code_version=f"{spec.code_version}{uses.get(spec.key.to_user_string(), '')}")
    )


@pytest.fixture
def world(tmp_path: Path, new_home: Path, books: dict[str, Codebook]) -> World:
    folder = tmp_path / "documents"
    folder.mkdir()
    return World(open_warehouse(Warehouse(folder, tmp_path / "warehouse"), new_home), books, has_marts=False)


def open_warehouse(warehouse: Warehouse, new_home: Path) -> Warehouse:
    shutil.copytree(new_home, warehouse.home)
    warehouse.open()
    return warehouse


def write(world: World, path: str, rng: random.Random) -> None:
    """Write a document, or what is none."""
    says = [f"{rng.choice(NAMES)} {rng.choice(['attacked', 'praised', 'threatened'])} {rng.choice(NAMES)}." for _ in range(2)]
    says[1] = f"{rng.choice(NAMES)} {rng.choice(['said', 'denied that'])} {says[1]}"
    data = rng.choice(["", "\0\1"] + 8 * [f"{' '.join(says)} Number {rng.random()}.\n"]).encode()
    file = world.warehouse.documents / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    world.past.append((path, data))


def add(world: World, rng: random.Random) -> None:
    for path in rng.sample(PATHS, rng.randint(1, 4)):
        write(world, path, rng)


def change(world: World, rng: random.Random) -> None:
    write(world, rng.choice(world.files()).relative_to(world.warehouse.documents).as_posix(), rng)


def rename(world: World, rng: random.Random) -> None:
    rng.choice(world.files()).rename(world.warehouse.documents / f"moved-{rng.randint(0, 1)}.txt")


def delete(world: World, rng: random.Random) -> None:
    rng.choice(world.files()).unlink()


def put_back(world: World, rng: random.Random) -> None:
    path, data = rng.choice(world.past)
    (world.warehouse.documents / path).write_bytes(data)


def copy(world: World, rng: random.Random) -> None:
    shutil.copy(rng.choice(world.files()), world.warehouse.documents / f"copy-{rng.randint(0, 1)}.txt")


def touch(world: World, rng: random.Random) -> None:
    os.utime(rng.choice(world.files()), (1, rng.randint(1, 10**9)))


def add_sidecar(world: World, rng: random.Random) -> None:
    path = rng.choice(world.files())
    path.with_name(path.stem + ".meta.json").write_text(rng.choice(SIDECARS), encoding="utf-8")


def remove_sidecar(world: World, rng: random.Random) -> None:
    for path in sorted(world.warehouse.documents.rglob("*.meta.json"))[:1]:
        path.unlink()


def change_engine(world: World, rng: random.Random) -> None:
    world.engine, world.is_done = rng.choice(["first", "second"]), False


def change_book(world: World, rng: random.Random) -> None:
    world.book, world.is_done = rng.choice(["first", "second"]), False


def change_batch_size(world: World, rng: random.Random) -> None:
    world.batch_size = rng.choice([1, 2, 3, 1000])


def correct(world: World, rng: random.Random) -> None:
    text = rng.choice([None, *CORRECTIONS])
    if text is None:
        world.warehouse.corrections_file.unlink(missing_ok=True)
    else:
        world.warehouse.corrections_file.write_text(HEADING + text, encoding="utf-8")


def run(world: World, rng: random.Random) -> None:
    before = stats_of(world) if world.is_done else {}
    assert carry_on(world, world.warehouse) == []
    world.is_done = True
    live = live_batches(world.warehouse.read_manifest())
    assert {file: found for file, found in stats_of(world).items() if file in before and file[1] in live} == {
        file: found for file, found in before.items() if file[1] in live
    }, "a batch that did not change was touched"
    assert_is_the_folder(world)


def merge(world: World, rng: random.Random) -> None:
    """Make one batch of all that are finished."""
    with as_process(world, world.warehouse), dg.DagsterInstance.get() as instance:
        for item in compact(instance, carry.defs.resolve_asset_graph(), world.warehouse):
            if isinstance(item, dg.AssetMaterialization):
                instance.report_runless_asset_event(item)


def stop(world: World, rng: random.Random) -> None:
    """Begin a run that ends at one of its writes: before it, or after it and before anybody hears of it."""
    countdown, is_before = rng.randint(0, 20), rng.random() < 0.5

    class Stopping:
        getpid, fsync, open, close, unlink = os.getpid, os.fsync, os.open, os.close, os.unlink
        O_RDONLY = os.O_RDONLY

        @staticmethod
        def replace(part: Path, path: Path) -> None:
            nonlocal countdown
            countdown -= 1
            if not is_before or countdown >= 0:
                os.replace(part, path)
            if countdown < 0:
                raise Stopped

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, "os", Stopping)
        try:
            carry_on(world, world.warehouse)
        except Stopped:
            world.is_done = False


OPERATIONS: list[Callable[[World, random.Random], None]] = [
    add, add, change, change, rename, delete, put_back, copy, merge, touch, add_sidecar, remove_sidecar, change_engine, change_book,
    change_batch_size, correct, stop, stop, run, run,
]  # fmt: skip
NEED_FILES = {change, rename, delete, copy, touch, add_sidecar}


def carry_on(world: World, warehouse: Warehouse, *, batch_size: int | None = None) -> list[carry.Failure]:
    """Do as `make run` does, with the engine and the codebook of this moment."""
    with as_process(world, warehouse, batch_size=batch_size):
        return carry.carry(warehouse)


@contextmanager
def as_process(world: World, warehouse: Warehouse, *, batch_size: int | None = None) -> Iterator[None]:
    """Be as a process that was started with the engine and the codebook of this moment."""
    with pytest.MonkeyPatch.context() as patch:
        names = {"DOCUMENTS": warehouse.documents, "WAREHOUSE": warehouse.folder, "ENGINE": f"tests.stub_engine:{world.engine}"}
        for name, value in names.items():
            patch.setenv(f"SAYSO_{name}", str(value))
        patch.setenv("DAGSTER_HOME", str(warehouse.home))
        patch.setattr(carry, "defs", definitions(world.engine, world.book, has_marts=world.has_marts))
        patch.setattr(resources, "the_codebook", lambda: world.books[world.book])
        patch.setattr(carry, "the_codebook", lambda: None)
        patch.setattr(models, "trace_columns", lambda *_: {})  # it is the same each time and takes longer than all else
        patch.setattr("assets.register.plan_batches", partial(plan_batches, batch_size=batch_size or world.batch_size))
        yield


def stats_of(world: World) -> dict[tuple[str, str], tuple[int, int, str]]:
    """Return of each file of each batch when it was written, which it is, and what is in it."""
    found = {}
    for name in sorted(PER_BATCH):
        for path in (world.warehouse.folder / name).glob("*.parquet"):
            stat = path.stat()
            found[name, path.stem] = stat.st_mtime_ns, stat.st_ino, hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def assert_is_the_folder(world: World) -> None:
    """Assert that the current rows are those of the files as they are, each once."""
    rows = read_current(world.warehouse, "documents", ["source_path", "content_sha256"]).to_pylist()
    rows += read_current(world.warehouse, "rejected_documents", ["source_path", "content_sha256"]).to_pylist()
    folder = world.warehouse.documents
    files = [(path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in world.files()]
    assert sorted((row["source_path"], row["content_sha256"]) for row in rows) == sorted(files)


@pytest.mark.parametrize("seed", SEQUENCES)
def test_a_random_history_ends_in_the_tables_of_a_rebuild(seed, world, tmp_path, new_home):
    rng, world.has_marts = random.Random(seed), seed % EVERY_MART == 0
    add(world, rng)
    for _ in range(rng.randint(3, N_STEPS)):
        operation = rng.choice(OPERATIONS)
        if world.files() or operation not in NEED_FILES:
            world.said.append(operation.__name__)
            operation(world, rng)
    print(f"sequence {seed}: {' · '.join(world.said)}")
    run(world, rng)
    fresh = open_warehouse(Warehouse(world.warehouse.documents, tmp_path / "fresh"), new_home)
    assert carry_on(world, fresh, batch_size=1000) == []
    if not world.has_marts:
        for warehouse in (world.warehouse, fresh):
            build_database(warehouse.folder, MODELS)
    assert_same_tables(world.warehouse, fresh)
