"""The mentions of actors in analysed sentences, each with the actor that it refers to where one is known."""

from pipeline.entities.find import find_entities

__all__ = ["find_entities"]
