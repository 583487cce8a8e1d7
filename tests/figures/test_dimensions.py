"""A figure by its own dimensions: the number, its items and its records from the same parts."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest

from gongfu.domains.grids.deeds import MemberChanged, MemberLeft, MemberRegistered
from gongfu.figures import asking, publishing, small
from gongfu.figures.catalogue import FIGURES, NoSuchDimension, figure_named
from gongfu.figures.formula import Derived
from gongfu.figures.questions import Question
from gongfu.figures.store import files
from gongfu.kernel.ledger.encoding import shape
from gongfu.kernel.measures.periods import months_of, period
from gongfu.kernel.needs.deeds import NeedSubmitted
from gongfu.kernel.rights.viewers import PUBLIC
from tests.figures.test_asking import DISTRICT, NANYANG, OTHER, write
from tests.worlds import liu

pytestmark = pytest.mark.django_db
AT = datetime(2021, 9, 20, tzinfo=UTC)
NEEDS, MEMBERS = figure_named("grids.needs-raised"), figure_named("grids.members-registered")


def asked(sort, *, place=NANYANG, on=date(2021, 3, 9), channel="self"):
    later = {"need": "n" * 26, "happened_at": AT, "review_by": AT, "done_by": AT}
    return NeedSubmitted(on=on, place=place, sort=sort, channel=channel, asker="a" * 26, **later)


def member(name, sort, kind=MemberRegistered, on=date(2021, 3, 9)):
    return kind(on=on, place=NANYANG, member=name * 26, sort=sort)


def question(figure=NEEDS, text="2021", place=DISTRICT, **more):
    return Question(figure, place, period(text), **more)


@pytest.fixture(params=["tail", "files"])
def requests(request):
    """Eleven requests of three kinds, one of which was taken back."""
    write(*[asked("repair")] * 6, *[asked("escort", place=OTHER, channel="phone")] * 3)
    if request.param == "files":
        files.compact()
    write(asked("moving"), asked("moving", on=date(2021, 4, 1)))
    write(asked("repair"), reverses=1)


def test_items_add_up_to_the_number_and_each_has_its_records(requests):
    whole = question()
    found = asking.by_item(whole, dimension="category")
    assert found == {"repair": 5, "escort": 3, "moving": 2}
    assert sum(found.values()) == asking.ask(whole).value
    assert asking.by_item(whole, dimension="channel") == {"self": 7, "phone": 3}
    for code, value in found.items():
        one = question(among=(("category", code),))
        answer = asking.ask(one)
        assert (answer.value, answer.records) == (value, value)
        assert len(asking.evidence(one)) == value
    moving = question(among=(("category", "moving"),))
    months = [value for _span, value in asking.series(moving, list(months_of(period("2021"))))]
    assert months == [0, 0, 1, 1, *[0] * 8]
    both = question(among=(("category", "escort"), ("channel", "self")))
    assert asking.ask(both).value == 0
    assert asking.by_place(question(among=(("category", "escort"),)), digits=12) == {OTHER: 3}


def test_an_unknown_dimension_is_refused_by_name(requests):
    with pytest.raises(NoSuchDimension):
        asking.by_item(question(), dimension="colour")


def test_members_are_of_the_kind_that_was_last_stated():
    write(member("a", "cadre"), member("b", "cadre"), member("c", "lawyer"))
    write(member("b", "doctor", MemberChanged, on=date(2021, 5, 1)))
    write(MemberLeft(on=date(2021, 6, 1), place=NANYANG, member="c" * 26))
    assert asking.by_item(question(MEMBERS), dimension="kind") == {"cadre": 1, "doctor": 1}
    earlier = question(MEMBERS, "2021-03")
    assert asking.by_item(earlier, dimension="kind") == {"cadre": 1, "doctor": 1, "lawyer": 1}


def kept(one, viewer=PUBLIC):
    return small.items_kept_from(viewer, one, dimension="category")


def test_the_public_sees_no_small_item_nor_one_from_which_it_could_be_computed():
    write(*[asked("repair")] * 9, *[asked("escort")] * 7, *[asked("moving")] * 4)
    assert kept(question()) == {"moving", "escort"}
    assert kept(question(place=NANYANG), liu) == frozenset()
    shown = publishing.item_observations(
        NEEDS, "category", district=DISTRICT, today=date(2021, 9, 20)
    )
    assert [(one.item, one.value, one.withheld) for one in shown] == [
        ("escort", None, True),
        ("moving", None, True),
        ("repair", 9, False),
    ]


def test_the_public_sees_a_breakdown_of_the_district_by_year_alone():
    write(*[asked("repair")] * 9, *[asked("escort")] * 7)
    assert kept(question()) == frozenset()
    hidden = {"repair", "escort"}
    assert kept(question(text="2021-Q1")) == kept(question(place=NANYANG)) == hidden
    assert kept(question(known=date(2022, 1, 1))) == hidden
    one = question(among=(("category", "repair"),))
    assert not small.is_withheld(PUBLIC, one)
    assert small.is_withheld(PUBLIC, dataclasses.replace(one, period=period("2021-03")))
    assert small.is_withheld(PUBLIC, dataclasses.replace(one, place=NANYANG))
    assert small.kept_from(PUBLIC, one, digits=12) == {NANYANG}
    assert small.is_withheld(PUBLIC, question(among=(("category", "repair"), ("channel", "self"))))


def test_people_are_counted_where_a_figure_is_about_them():
    write(*[member(name, "cadre") for name in "abcdefg"], member("h", "doctor"))
    hidden = small.items_kept_from(PUBLIC, question(MEMBERS), dimension="kind")
    assert hidden == {"doctor", "cadre"}


def test_every_dimension_is_a_public_code_of_its_deeds():
    for figure in FIGURES.values():
        assert not (figure.dimensions and isinstance(figure.formula, Derived))
        for one in figure.dimensions:
            kinds = one.kinds(figure.formula)
            names = (one.field,) * len(kinds) if isinstance(one.field, str) else one.field
            for kind, name in zip(kinds, names, strict=True):
                codes = {field.name for field in shape(kind).codes}
                assert not name or name in codes, (figure.code, one.name)
