"""A sum of money beside what it buys is its measure; beside a time or a place it stays what it is."""

import pytest

from pipeline.claims.amounts import measured
from pipeline.claims.themes import Themes
from pipeline.language.tree import Tree, read_trees
from pipeline.sentences.find import find_sentences
from tests.conftest import documents_of


def tree_of(text, engine, codebook) -> Tree:
    [tree] = read_trees(find_sentences(documents_of([text]), engine=engine, furniture=codebook.furniture))
    return tree


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Norway will provide nearly $100 million in military aid to Moldova.", "aid"),
        ("Sweden sent 30 million euros in loans to Kenya.", "loans"),
        ("Kuwait paid $5 million in January.", "$"),
        ("Kuwait paid $5 million in instalments.", "$"),
        ("Kuwait paid $5 million in Geneva.", "$"),
    ],
)
def test_what_is_given_stands_where_the_sum_did(text, thing, engine, codebook):
    tree = measured(tree_of(text, engine, codebook), Themes(codebook.themes))
    assert [tree.form[word] for word in tree.by(tree.root, "obj")] == [thing]


def test_a_tree_without_such_a_sum_is_the_same(engine, codebook):
    tree = tree_of("Norway gave Kenya money.", engine, codebook)
    assert measured(tree, Themes(codebook.themes)) is tree
