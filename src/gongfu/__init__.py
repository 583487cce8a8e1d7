"""gongfu (共富): each deed recorded once, each figure from its deeds."""

__version__ = "0.1.0"
