"""How deeds of the key team become its present state.

Visits, services, alarms and acts of two can be taken back by a reversal; everything else is put
right by the deed that follows it.
"""

from gongfu.domains.keys.projections import (
    alarms,
    custody,
    duties,
    pairs,
    registering,
    team,
    visiting,
)

__all__ = ["alarms", "custody", "duties", "pairs", "registering", "team", "visiting"]
