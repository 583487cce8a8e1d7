"""What people and offices do with the register; each writes exactly what happened."""

from gongfu.kernel.people.actions.accounts import close_account, open_account
from gongfu.kernel.people.actions.appointing import appoint, end_appointment
from gongfu.kernel.people.actions.erasing import erase_person
from gongfu.kernel.people.actions.grouping import (
    Forming,
    end_relation,
    form_household,
    form_households,
    join_group,
    leave_group,
    name_relation,
    register_organisation,
)
from gongfu.kernel.people.actions.registering import (
    Newcomer,
    edit_own,
    edit_person,
    register_people,
    register_person,
)

__all__ = [
    "Forming",
    "Newcomer",
    "appoint",
    "close_account",
    "edit_own",
    "edit_person",
    "end_appointment",
    "end_relation",
    "erase_person",
    "form_household",
    "form_households",
    "join_group",
    "leave_group",
    "name_relation",
    "open_account",
    "register_organisation",
    "register_people",
    "register_person",
]
