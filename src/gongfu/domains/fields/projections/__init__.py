"""How deeds of cooperative farming become its present state.

Records of work can be taken back by a reversal; everything else is put right by what follows it.
"""

from gongfu.domains.fields.projections import land, seasons, sharing, support, work

__all__ = ["land", "seasons", "sharing", "support", "work"]
