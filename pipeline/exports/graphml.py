"""Who is said to do what to whom, as a network: a node a principal, an edge for each event type between two."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.exports.beside import write_beside
from pipeline.exports.text import plain


def write_graphml(nodes: Iterable[Mapping[str, Any]], edges: Iterable[Mapping[str, Any]], path: Path) -> int:
    """Write a directed multigraph, and return its number of edges; nodes without an edge are left out."""
    graph = nx.MultiDiGraph()
    names = {node["code"]: node["name"] for node in nodes}
    for edge in edges:
        ends = [plain(edge[end]) for end in ("actor_code", "target_code")]
        for end, code in zip(ends, (edge["actor_code"], edge["target_code"]), strict=True):
            graph.add_node(end, label=plain(names.get(code) or code))
        graph.add_edge(*ends, key=f"{ends[0]} {edge['event_type']} {ends[1]}", **attributes(edge))
    with write_beside(path) as stream:
        nx.write_graphml_xml(graph, stream.buffer)  # which needs no lxml, and writes the same where that is installed
    return int(graph.number_of_edges())


def attributes(edge: Mapping[str, Any]) -> dict[str, str | int]:
    """Return the attributes of an edge: numbers as they are, all else as plain text, nothing for what is empty."""
    given = {name: value for name, value in edge.items() if name not in ("actor_code", "target_code") and value is not None}
    return {name: value if isinstance(value, int) else plain(str(value)) for name, value in given.items()}
