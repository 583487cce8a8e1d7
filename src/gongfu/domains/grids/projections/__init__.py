"""How deeds of grids and teams become the present state.

A service can be taken back by a reversal; everything else is put right by the deed that follows.
"""

from gongfu.domains.grids.projections import members, posts, serving, teams

__all__ = ["members", "posts", "serving", "teams"]
