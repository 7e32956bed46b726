"""The label sets of the engine, and what they mean."""

from dataclasses import dataclass

ROOT = "root"
NAME_TYPES = ("PER", "ORG", "LOC", "MISC", "NORP", "WEAPON")
NAME_TAGS = ("O", *(f"{prefix}-{kind}" for kind in NAME_TYPES for prefix in "BI"))


@dataclass(frozen=True)
class Labels:
    """The classes of each head, in the order of its output columns."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    feats: tuple[str, ...]
    lemma_rules: tuple[str, ...]
    deprels: tuple[str, ...]
    name_tags: tuple[str, ...] = NAME_TAGS
