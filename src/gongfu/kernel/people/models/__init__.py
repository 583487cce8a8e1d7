"""Tables of people.

vault: what says who somebody is, sealed.  readings: who looked at it.  account: signing in.
proposals: appointments that wait for a second administrator.
standing: households, organisations, memberships, appointments, relations, as deeds left them.
"""

from gongfu.kernel.people.models.account import Account
from gongfu.kernel.people.models.proposals import LostFactor, Proposal
from gongfu.kernel.people.models.readings import Export, Glass, Reading, StepUp
from gongfu.kernel.people.models.standing import (
    Appointment,
    Household,
    Membership,
    Organisation,
    Relation,
    Resident,
)
from gongfu.kernel.people.models.vault import DataKey, Note, Person

__all__ = [
    "Account",
    "Appointment",
    "DataKey",
    "Export",
    "Glass",
    "Household",
    "LostFactor",
    "Membership",
    "Note",
    "Organisation",
    "Person",
    "Proposal",
    "Reading",
    "Relation",
    "Resident",
    "StepUp",
]
