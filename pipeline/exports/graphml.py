"""Who is said to do what to whom, as a network: a node a principal, an edge for each event type between two."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from pipeline.exports.beside import write_beside
from pipeline.exports.text import plain

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
ENDS = ("actor_code", "target_code")
Row = Mapping[str, Any]


def write_graphml(nodes: Iterable[Row], edges: Iterable[Row], path: Path, *, columns: Sequence[str]) -> int:
    """Write a directed multigraph one edge at a time, and return how many there are.

    A node stands before its first edge; one without an edge is left out. An edge has as attributes the columns beside its ends.
    """
    names = {node["code"]: node["name"] for node in nodes}
    keys = {name: f"d{place}" for place, name in enumerate(columns) if name not in ENDS}
    known: set[str] = set()
    n_edges = 0
    with write_beside(path) as stream:
        xml = XMLGenerator(stream, "utf-8", short_empty_elements=True)
        xml.startDocument()
        xml.startElement("graphml", AttributesImpl({"xmlns": NAMESPACE}))
        write_keys(xml, keys)
        xml.startElement("graph", AttributesImpl({"edgedefault": "directed"}))
        for edge in edges:
            for code in (edge[end] for end in ENDS):
                if plain(code) not in known:
                    known.add(plain(code))
                    write_element(xml, "node", {"id": plain(code)}, {"label": names.get(code) or code})
            source, target = (plain(edge[end]) for end in ENDS)
            ends = {"source": source, "target": target, "id": f"{source} {edge['event_type']} {target}"}
            write_element(xml, "edge", ends, {key: edge[name] for name, key in keys.items()})
            n_edges += 1
        xml.endElement("graph")
        xml.endElement("graphml")
        xml.endDocument()
    return n_edges


def write_keys(xml: XMLGenerator, keys: Mapping[str, str]) -> None:
    """Declare the attributes: a node's label, and of an edge its numbers, which are weights and what begins with `n_`, and its texts."""
    write_element(xml, "key", {"id": "label", "for": "node", "attr.name": "label", "attr.type": "string"}, {})
    for name, key in keys.items():
        kind = "long" if name == "weight" or name.startswith("n_") else "string"
        write_element(xml, "key", {"id": key, "for": "edge", "attr.name": name, "attr.type": kind}, {})


def write_element(xml: XMLGenerator, name: str, attributes: Mapping[str, str], values: Mapping[str, Any]) -> None:
    """Write an element in a line of its own, with its values as plain text, and nothing for what is empty."""
    xml.startElement(name, AttributesImpl(dict(attributes)))
    for key, value in values.items():
        if value is not None:
            xml.startElement("data", AttributesImpl({"key": key}))
            xml.characters(plain(str(value)))
            xml.endElement("data")
    xml.endElement(name)
    xml.ignorableWhitespace("\n")
