"""A quarrel whose documents try to break out of the page, and a browser to see that they do not."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipeline.models import build_database, load_models
from pipeline.report import Rows, collect_rows, make_page
from tests.models.conftest import SQL, World

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --hide-scrollbars --window-size=1280,1000 --enable-logging=stderr --v=0 --virtual-time-budget=10000"
).split()
HOSTILE = "</script><script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\"><!--"
EVENTS = [
    {"event_type": "AID", "quad_class": 2, "score": 10.0, "modes": [], "meaning": "gives"},
    {"event_type": "CONSULT", "quad_class": 1, "score": 2.5, "modes": ["visit"], "meaning": HOSTILE},
]


def rows_of(world: World, warehouse: Path) -> Rows:
    """Return what the page draws of a world, whose event types are known."""
    world.rows["event_types"] = EVENTS
    world.relate()
    names = {claim["target_code"]: claim["target_name"] for claim in world.rows["claims"]}
    for relation in world.rows["actor_relations"]:
        relation["target_name"] = names[relation["target_code"]]
    build_database(world.write(warehouse), load_models(SQL))
    return collect_rows(warehouse)


@pytest.fixture(scope="session")
def quarrel_rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The USA and the Gazette say that Iran armed Russia, Iran denies it; a document full of tags says that Iran met Armenia."""
    world = World()
    first = world.document("first", publisher="Gazette", published_on=date(2024, 9, 10))
    second = world.document("second", batch="b2", published_on=date(2024, 9, 12))
    text = f"Iran has given drones to Russia, says Ω. {HOSTILE}"
    third = world.document(HOSTILE, title=HOSTILE, publisher=HOSTILE, text=text, published_on=date(2024, 11, 1))
    world.claim(first, "USA", said_on=date(2024, 9, 9))
    world.claim(first, "Gazette", said_on=date(2024, 9, 10))
    world.claim(second, "IRN", "denied", said_on=date(2024, 9, 11))
    world.claim(second, None)
    met = {"event_type": "CONSULT", "target_code": "ARM", "target_name": HOSTILE, "said_on": date(2024, 11, 1)}
    world.claim(third, HOSTILE, source_name=HOSTILE, char_end=len(text), **met)
    attributions = {row["attribution_id"]: row for row in world.rows["attributions"]}
    attributions[f"{first}-a0"] |= {"source_start": 38, "source_end": 39}
    return rows_of(world, tmp_path_factory.mktemp("quarrel"))


@pytest.fixture(scope="session")
def page(quarrel_rows: Rows, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the quarrel."""
    path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_text(make_page(quarrel_rows), encoding="utf-8")
    return path


@pytest.fixture
def browse(tmp_path: Path) -> Callable[..., str]:
    """Return a way to open a page in Chromium: what it then holds, or its picture; any word on the console fails the test."""

    def run(path: Path, fragment: str = "", *arguments: str) -> str:
        if CHROMIUM is None:
            pytest.skip("there is no Chromium")
        command = [
            CHROMIUM,
            *QUIET,
            f"--user-data-dir={tmp_path / 'profile'}",
            *(arguments or ("--dump-dom",)),
            f"file://{path}#{fragment}",
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=True, env=os.environ | {"TZ": "UTC"})
        assert not [line for line in done.stderr.splitlines() if "CONSOLE" in line]
        return done.stdout

    return run
