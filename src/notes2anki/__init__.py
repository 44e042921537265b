"""Reads study notes as people write them; makes an Anki deck, a knowledge graph and a concept map of them."""

__version__ = "0.1.0"
