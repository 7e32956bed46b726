"""Themes: the kinds of things that are given, asked for or banned."""

from collections.abc import Iterable

from pipeline.claims.inflect import plural
from pipeline.codebook.words import Theme
from pipeline.language.tree import Tree

LONGEST = 4


class Themes:
    """Finds the theme of a noun by the longest phrase that ends in it."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        self._by_words = {tuple(word.split(" ")): theme for theme in themes for phrase in theme.words for word in (phrase, plural(phrase))}

    def at(self, tree: Tree, word: int) -> Theme | None:
        """Return the theme of a noun, by its lemma and the words just before it; of "thousands of drones" that of the drones."""
        for length in range(LONGEST, 0, -1):
            first = word - length + 1
            if first >= 0:
                for form in (
                    tuple(tree.lemma[i].lower() for i in range(first, word + 1)),
                    tuple(tree.form[i].lower() for i in range(first, word + 1)),
                ):
                    if form in self._by_words:
                        return self._by_words[form]
        below = tree.by(word, "compound")[-1:] or [c for c in tree.by(word, "nmod", "obl") if tree.case(c) == "of"]
        return self.at(tree, below[0]) if below else None

    def in_groups(self, tree: Tree, word: int, groups: frozenset[str]) -> bool:
        """Return whether a noun, or one joined with it, is of one of some theme groups."""
        words = [word, *tree.by(word, "conj")]
        found = (self.at(tree, one) for one in words)
        return any(theme.theme_group in groups for theme in found if theme)
