"""Deeds of cooperative farming (合作社·万元千斤).

Land: households with their capital, plots and what becomes of them.  Seasons: the plan that was
adopted.  Work: what is done on a plot from sowing to sale, and what it cost.  Support: what was
promised to a household that starts up, and what came of it.  Sharing: how proceeds are shared.

Weights are grams, areas hundredths of a mu, money fen.  Households and cooperatives are named by
their opaque ids, in the private part.
"""

from gongfu.domains.fields.deeds.land import (
    CapitalPaid,
    GrantReceived,
    HouseholdJoined,
    HouseholdLeft,
    PlotChanged,
    PlotClosed,
    PlotRegistered,
    PlotTransferred,
)
from gongfu.domains.fields.deeds.seasons import PlotPlanned, SeasonAdopted
from gongfu.domains.fields.deeds.sharing import (
    ShareComputed,
    SharePaid,
    SharingAdopted,
    SharingDropped,
    SharingProposed,
    SharingRuleAdopted,
)
from gongfu.domains.fields.deeds.support import (
    IncomeCompared,
    IncomeStated,
    ObligationFailed,
    ObligationKept,
    ObligationLate,
    ObligationOverdue,
    ObligationPromised,
    SupportAgreed,
    SupportAsked,
    SupportLeft,
)
from gongfu.domains.fields.deeds.work import (
    WORK,
    BatchGraded,
    CostPaid,
    CropCleared,
    CropSown,
    HarvestWeighed,
    LabourGiven,
    SaleMade,
    TreatmentGiven,
)

__all__ = [
    "WORK",
    "BatchGraded",
    "CapitalPaid",
    "CostPaid",
    "CropCleared",
    "CropSown",
    "GrantReceived",
    "HarvestWeighed",
    "HouseholdJoined",
    "HouseholdLeft",
    "IncomeCompared",
    "IncomeStated",
    "LabourGiven",
    "ObligationFailed",
    "ObligationKept",
    "ObligationLate",
    "ObligationOverdue",
    "ObligationPromised",
    "PlotChanged",
    "PlotClosed",
    "PlotPlanned",
    "PlotRegistered",
    "PlotTransferred",
    "SaleMade",
    "SeasonAdopted",
    "ShareComputed",
    "SharePaid",
    "SharingAdopted",
    "SharingDropped",
    "SharingProposed",
    "SharingRuleAdopted",
    "SupportAgreed",
    "SupportAsked",
    "SupportLeft",
    "TreatmentGiven",
]
