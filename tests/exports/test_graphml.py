"""The network: what networkx reads back is what was written."""

from datetime import date

import networkx as nx
import pytest

from pipeline.exports.graphml import write_graphml
from pipeline.exports.text import plain
from tests.exports.conftest import HOSTILE

NODES = [{"code": "IRN", "name": "Iran"}, {"code": "RUS", "name": "Russia"}, {"code": "XXX", "name": "nobody's"}]


def edge_of(**columns):
    return {
        "actor_code": "IRN", "event_type": "AID", "target_code": "RUS", "weight": 3, "n_affirmed": 2, "n_denied": 1, "n_possible": 0,
        "n_future": 0, "n_holders": 2, "first_said_on": date(2031, 3, 1), "last_said_on": None, "claim_ids": "c1 c2 c3",
        "affirming_sentence": "Iran gave drones to Russia.", "affirming_document": "a.txt", "denying_sentence": "Iran did not.",
        "denying_document": "b.txt",
    } | columns  # fmt: skip


def network(path, *edges):
    assert write_graphml(NODES, edges, path, columns=tuple(edge_of())) == len(edges)
    return nx.read_graphml(path, force_multigraph=True)


def test_networkx_reads_back_both_sides_of_an_edge(path):
    graph = network(path, edge_of(), edge_of(event_type="ASSAULT", weight=1))
    assert graph.is_directed()
    assert dict(graph.nodes(data="label")) == {"IRN": "Iran", "RUS": "Russia"}
    assert set(graph["IRN"]["RUS"]) == {"IRN AID RUS", "IRN ASSAULT RUS"}
    edge = graph["IRN"]["RUS"]["IRN AID RUS"]
    assert (edge["event_type"], edge["weight"], edge["n_denied"]) == ("AID", 3, 1)
    assert (edge["affirming_sentence"], edge["affirming_document"]) == ("Iran gave drones to Russia.", "a.txt")
    assert (edge["denying_sentence"], edge["denying_document"]) == ("Iran did not.", "b.txt")
    assert (edge["first_said_on"], edge["claim_ids"].split()) == ("2031-03-01", ["c1", "c2", "c3"])
    assert "last_said_on" not in edge


def test_the_same_edges_are_the_same_bytes(path):
    network(path, edge_of(), edge_of(target_code="IRN"))
    first = path.read_bytes()
    network(path, edge_of(), edge_of(target_code="IRN"))
    assert path.read_bytes() == first


def test_edges_are_written_one_by_one(path):
    """What stands before an edge is on its way when the edge is asked for; nothing is kept but the codes."""

    def rows():
        for place in range(3000):
            yield edge_of(target_code=f"T{place % 7}", event_type=f"E{place}")
        [part] = path.parent.iterdir()
        assert part.stat().st_size > 1_000_000

    assert write_graphml(NODES, rows(), path, columns=tuple(edge_of())) == 3000
    graph = nx.read_graphml(path, force_multigraph=True)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (8, 3000)


def test_a_network_without_edges_opens(path):
    assert network(path).number_of_nodes() == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(path, text):
    graph = network(path, edge_of(affirming_sentence=text, actor_code=text, denying_document=text))
    [(actor, target, edge)] = graph.edges(data=True)
    assert (actor, target) == (plain(text), "RUS")
    assert edge["affirming_sentence"] == edge["denying_document"] == plain(text)
