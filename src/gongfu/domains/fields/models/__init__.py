"""The present state of cooperative farming, and the lists that an office edits."""

from gongfu.domains.fields.models.land import Grant, Member, Plot
from gongfu.domains.fields.models.lists import Crop, Family, Pattern, PatternCrop
from gongfu.domains.fields.models.seasons import Draft, Planned, Season
from gongfu.domains.fields.models.sharing import Motion, Rule, Share, Sharing
from gongfu.domains.fields.models.support import Agreement, Income, Obligation, Support
from gongfu.domains.fields.models.work import Batch, Sowing, Work

__all__ = [
    "Agreement",
    "Batch",
    "Crop",
    "Draft",
    "Family",
    "Grant",
    "Income",
    "Member",
    "Motion",
    "Obligation",
    "Pattern",
    "PatternCrop",
    "Planned",
    "Plot",
    "Rule",
    "Season",
    "Share",
    "Sharing",
    "Sowing",
    "Support",
    "Work",
]
