"""What kinds of record, quantities and codes are called, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.encoding import shape

KINDS = {
    "keys.visit.made": gettext_lazy("Visit to an elder"),
    "keys.service.given": gettext_lazy("Help given to an elder"),
    "keys.elder.registered": gettext_lazy("Elder registered"),
    "keys.elder.changed": gettext_lazy("Elder's needs changed"),
    "keys.elder.left": gettext_lazy("Elder left the register"),
    "keys.consent.given": gettext_lazy("Consent given"),
    "keys.consent.withdrawn": gettext_lazy("Consent withdrawn"),
    "keys.contact.named": gettext_lazy("Contact named"),
    "keys.keeper.joined": gettext_lazy("Volunteer joined the key team"),
    "keys.keeper.left": gettext_lazy("Volunteer left the key team"),
    "keys.keeper.assigned": gettext_lazy("Volunteer agreed to look after an elder"),
    "keys.keeper.released": gettext_lazy("Volunteer no longer looks after an elder"),
    "keys.agreement.signed": gettext_lazy("Agreement signed"),
    "keys.agreement.ended": gettext_lazy("Agreement ended"),
    "keys.item.entrusted": gettext_lazy("Thing entered into the custody register"),
    "keys.item.handed-over": gettext_lazy("Hand-over stated"),
    "keys.item.accepted": gettext_lazy("Hand-over accepted"),
    "keys.hand-over.declined": gettext_lazy("Hand-over declined"),
    "keys.item.lost": gettext_lazy("Thing reported lost"),
    "keys.item.replaced": gettext_lazy("Lost thing replaced"),
    "keys.money.handled": gettext_lazy("Stood by while money moved"),
    "keys.alarm.raised": gettext_lazy("Alarm raised"),
    "keys.alarm.step-taken": gettext_lazy("Step of an alarm taken"),
    "keys.alarm.closed": gettext_lazy("Alarm closed"),
    "keys.family.answered": gettext_lazy("Family answers that a key was used"),
    "keys.question.closed": gettext_lazy("Office spoke with the family"),
    "grids.member.registered": gettext_lazy("Member registered where they live"),
    "grids.member.changed": gettext_lazy("What a member can give changed"),
    "grids.member.moved": gettext_lazy("Member moved to another community"),
    "grids.member.left": gettext_lazy("Member left the list"),
    "grids.post.opened": gettext_lazy("Service post opened"),
    "grids.post.changed": gettext_lazy("Service post changed"),
    "grids.post.closed": gettext_lazy("Service post closed"),
    "grids.post.claimed": gettext_lazy("Service post claimed"),
    "grids.claim.queued": gettext_lazy("Waiting for a place at a post"),
    "grids.claim.confirmed": gettext_lazy("Claim confirmed"),
    "grids.claim.declined": gettext_lazy("Claim declined with a reason"),
    "grids.claim.handed-back": gettext_lazy("Place handed back"),
    "grids.post.served": gettext_lazy("Service at a post"),
    "grids.absence.told": gettext_lazy("Absence told beforehand"),
    "grids.absence.noted": gettext_lazy("Places stayed empty"),
    "grids.team.formed": gettext_lazy("Team formed"),
    "grids.team.joined": gettext_lazy("Member joined a team"),
    "grids.team.left": gettext_lazy("Member left a team"),
    "grids.team.led": gettext_lazy("Another member leads a team"),
    "grids.team.dissolved": gettext_lazy("Team dissolved"),
    "ledger.record.confirmed": gettext_lazy("Record confirmed"),
    "ledger.record.disputed": gettext_lazy("Record disputed"),
    "ledger.dispute.settled": gettext_lazy("Dispute settled: the record stands"),
    "needs.kind.admitted": gettext_lazy("Kind of task admitted"),
    "needs.kind.ended": gettext_lazy("Kind of task taken off the list"),
    "needs.need.submitted": gettext_lazy("Request made"),
    "needs.need.reviewed": gettext_lazy("Request accepted for service"),
    "needs.need.refused": gettext_lazy("Request refused with a reason"),
    "needs.need.referred": gettext_lazy("Request referred to who is in charge"),
    "needs.need.merged": gettext_lazy("Request merged with another"),
    "needs.need.offered": gettext_lazy("Helper asked"),
    "needs.offer.accepted": gettext_lazy("Request taken by a helper"),
    "needs.offer.declined": gettext_lazy("Offer declined"),
    "needs.offer.lapsed": gettext_lazy("Offer lapsed"),
    "needs.task.returned": gettext_lazy("Helper could not come"),
    "needs.task.begun": gettext_lazy("Help begun"),
    "needs.task.done": gettext_lazy("Help done"),
    "needs.need.confirmed": gettext_lazy("Asker confirms: solved"),
    "needs.need.disputed": gettext_lazy("Asker says: not solved"),
    "needs.need.unanswered": gettext_lazy("Ended without the asker's answer"),
    "needs.need.reopened": gettext_lazy("Request opened again"),
    "needs.need.closed": gettext_lazy("Disputed request closed"),
    "needs.need.paused": gettext_lazy("Request paused"),
    "needs.need.resumed": gettext_lazy("Request goes on"),
    "needs.need.escalated": gettext_lazy("Next level called"),
    "needs.escalation.answered": gettext_lazy("Called level reported in"),
    "needs.need.withdrawn": gettext_lazy("Request withdrawn"),
    "places.place.opened": gettext_lazy("Place opened"),
    "places.place.renamed": gettext_lazy("Place renamed"),
    "places.place.merged": gettext_lazy("Place merged"),
    "places.place.redrawn": gettext_lazy("Place redrawn"),
    "people.person.registered": gettext_lazy("Person registered"),
    "people.person.erased": gettext_lazy("Personal data erased"),
    "people.household.formed": gettext_lazy("Household formed"),
    "people.organisation.registered": gettext_lazy("Organisation registered"),
    "people.member.joined": gettext_lazy("Member joined"),
    "people.member.left": gettext_lazy("Member left"),
    "people.appointment.made": gettext_lazy("Appointment made"),
    "people.appointment.ended": gettext_lazy("Appointment ended"),
    "people.relation.named": gettext_lazy("Relation named"),
    "people.relation.ended": gettext_lazy("Relation ended"),
}
UNITS = {
    "min": gettext_lazy("minutes"),
    "d": gettext_lazy("days"),
    "fen": gettext_lazy("fen"),
    "1": "",
}
QUANTITIES = {
    "minutes": gettext_lazy("duration"),
    "rhythm_days": gettext_lazy("at least one visit in"),
    "cost_fen": gettext_lazy("cost"),
    "amount_fen": gettext_lazy("amount"),
    "to_keeper": gettext_lazy("into a volunteer's custody"),
    "from_keeper": gettext_lazy("out of a volunteer's custody"),
    "wanted": gettext_lazy("places wanted"),
    "places": gettext_lazy("places that stayed empty"),
}


def kind_name(kind: str) -> str:
    """Return what a kind is called; an unknown one by its code."""
    return str(KINDS.get(kind, kind))


def quantities(entry: Entry[Any]) -> str:
    """Return the quantities of an entry with their units, a reversal's negated."""
    parts = []
    for field in shape(type(entry.deed)).quantities:
        value = getattr(entry.deed, field.name)
        if value is not None:
            name = str(QUANTITIES.get(field.name, field.name))
            parts.append(f"{name} {value * entry.sign} {UNITS.get(field.unit, field.unit)}".strip())
    return _(", ").join(parts)
