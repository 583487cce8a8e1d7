"""How deeds of the key team become its present state.

Visits, services and alarms can be taken back by a reversal; everything else is put right by the
deed that follows it.
"""

from gongfu.domains.keys.projections import alarms, custody, registering, team, visiting

__all__ = ["alarms", "custody", "registering", "team", "visiting"]
