"""What the measuring of growth rests on: stories that differ, replicas that keep every contract, charts that show the figures."""

import xml.etree.ElementTree as ET

import pytest

from assets.checks import find_astray, texts_of
from assets.definitions import defs
from assets.event_log import instance_of
from assets.home import Warehouse
from assets.io import read_current
from assets.progress import find_unfinished
from evaluation.chart import HEIGHT, N_STEPS, Line, draw_chart, nice_step
from evaluation.replica import make_replica, read_paragraphs
from evaluation.stories import head_of, write_story
from pipeline.tables import ATTRIBUTIONS, CLAIMS, ENTITIES, SENTENCES


@pytest.fixture(scope="module")
def replica(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("replica")
    warehouse = Warehouse(folder / "documents", folder / "warehouse")
    warehouse.documents.mkdir()
    warehouse.open()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("evaluation.replica.N_PARAGRAPHS", 12)
        make_replica(warehouse, 7, read_paragraphs(12), n_workers=1)
    return warehouse


def test_stories_differ_and_are_the_same_each_time() -> None:
    stories = [write_story(n) for n in range(40)]
    assert stories == [write_story(n) for n in range(40)]
    assert len(set(stories)) == 40
    assert all(300 < len(story.split()) < 600 for story in stories)
    assert not any("{" in story for story in stories)
    assert len({head_of(n) for n in range(40)}) == 40


def test_a_replica_keeps_what_is_checked_of_tables(replica: Warehouse) -> None:
    texts = texts_of(read_current(replica, "documents"))
    assert len(texts) == 7
    for contract in (SENTENCES, ENTITIES, ATTRIBUTIONS, CLAIMS):
        rows = read_current(replica, contract.name)
        assert rows.num_rows > 7
        assert contract.breaches(rows) == []
        assert list(find_astray(rows, texts)) == []


def test_a_run_regards_a_replica_as_finished(replica: Warehouse) -> None:
    with instance_of(replica.home) as instance:
        assert find_unfinished(instance, defs.resolve_asset_graph(), replica) == []


def test_a_chart_shows_its_lines_over_the_number_of_documents() -> None:
    chart = ET.fromstring(
        draw_chart("Time <of> a run", "seconds", [Line("new", [(1000, 5.0), (100_000, 10.0)]), Line("idle", [(1000, 4.0)])])
    )
    space = "{http://www.w3.org/2000/svg}"
    words = [element.text for element in chart.iter(f"{space}text")]
    assert words[0] == "Time <of> a run, seconds"
    assert {"1,000", "100,000", "new", "idle", "10"} <= set(words)
    points = [[float(part) for part in pair.split(",")] for pair in next(chart.iter(f"{space}polyline")).attrib["points"].split()]
    assert points[0][0] < points[1][0]
    assert HEIGHT > points[0][1] > points[1][1] > 0


@pytest.mark.parametrize("highest", [0.03, 1, 7.3, 19.9, 20, 1234])
def test_an_axis_has_round_steps_and_reaches_the_highest(highest: float) -> None:
    assert highest <= N_STEPS * nice_step(highest) * (1 + 1e-9)
    assert nice_step(highest) * N_STEPS <= 2.6 * highest
