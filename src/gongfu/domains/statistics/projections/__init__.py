"""How deeds of official statistics become the present state."""

from gongfu.domains.statistics.projections import surveys, values

__all__ = ["surveys", "values"]
