"""What the story tells: chapters of sentences, each with figures in it; no number stands here."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Told(NamedTuple):
    """A figure in a sentence.

    when: year (the last full one), half (the last full half-year), day, or a year such as 2009.
    """

    code: str
    when: str = "day"


class Sentence(NamedTuple):
    """A sentence with named places for figures.  spot: it is told of the chapter's own place."""

    words: Words
    figures: dict[str, Told]
    spot: bool = False


class Chapter(NamedTuple):
    """A chapter: its name in the settings, title, and sentences."""

    name: str
    title: Words
    sentences: tuple[Sentence, ...]


CHAPTERS = (
    Chapter(
        "grids",
        _("Neighbours organise: grids and teams"),
        (
            Sentence(
                _(
                    "%(members)s have registered in the community where they live, made"
                    " %(claims)s of service posts, and formed %(teams)s around a purpose."
                ),
                {
                    "members": Told("grids.members-registered"),
                    "claims": Told("grids.post-claims"),
                    "teams": Told("grids.teams"),
                },
            ),
            Sentence(
                _(
                    "In %(year)s residents brought %(raised)s. %(in_time)s of those done were done"
                    " within their time limit, half of them within %(median)s; %(solved)s were"
                    " solved, say those who asked, and no answer counts as no."
                ),
                {
                    "raised": Told("grids.needs-raised", "this-year"),
                    "in_time": Told("grids.needs-done-in-time", "this-year"),
                    "median": Told("grids.median-hours-to-done", "this-year"),
                    "solved": Told("grids.satisfaction", "this-year"),
                },
            ),
        ),
    ),
    Chapter(
        "keys",
        _("Keys in good hands: the team for elders"),
        (
            Sentence(
                _(
                    "In %(last_year)s the key team made %(visits)s to elders and gave %(hours)s."
                    " Of the visits that fell due, %(on_time)s came in time."
                ),
                {
                    "visits": Told("keys.visits", "year"),
                    "hours": Told("keys.service-hours", "year"),
                    "on_time": Told("keys.elders-visited-on-time", "year"),
                },
            ),
            Sentence(
                _(
                    "In %(place)s, %(volunteers)s hold %(keys)s that elders entrusted to them; in"
                    " %(last_year)s the team made %(visits)s."
                ),
                {
                    "volunteers": Told("keys.volunteers"),
                    "keys": Told("keys.keys-held"),
                    "visits": Told("keys.visits", "year"),
                },
                spot=True,
            ),
        ),
    ),
    Chapter(
        "innovation",
        _("Innovation that pays for it"),
        (
            Sentence(
                _(
                    "%(institutes)s of a new type work here, with %(leading)s of the first rank"
                    " and %(national)s of national level; %(firms)s hold a valid high-tech"
                    " certificate."
                ),
                {
                    "institutes": Told("innovation.institutes"),
                    "leading": Told("innovation.leading-talents"),
                    "national": Told("innovation.national-talents"),
                    "firms": Told("innovation.high-tech-enterprises"),
                },
            ),
            Sentence(
                _("Research spending was %(before)s of GDP in 2009 and %(now)s in %(last_year)s."),
                {
                    "before": Told("statistics.rd-intensity", "2009"),
                    "now": Told("statistics.rd-intensity", "year"),
                },
            ),
        ),
    ),
    Chapter(
        "fields",
        _("Ten thousand yuan and a thousand jin: the cooperatives"),
        (
            Sentence(
                _(
                    "In %(place)s the cooperative planted %(area)s and sold for %(sales)s in"
                    " %(last_year)s; %(supported)s were helped to start up."
                ),
                {
                    "area": Told("fields.area", "year"),
                    "sales": Told("fields.sales", "year"),
                    "supported": Told("fields.households-supported"),
                },
                spot=True,
            ),
            Sentence(
                _(
                    "%(patterns)s of a cash crop followed by late rice were in use; the"
                    " demonstration plots took %(yuan)s and bore %(rice)s."
                ),
                {
                    "patterns": Told("fields.patterns", "year"),
                    "yuan": Told("fields.yuan-per-mu", "year"),
                    "rice": Told("fields.rice-jin-per-mu", "year"),
                },
            ),
        ),
    ),
    Chapter(
        "renewal",
        _("Town and countryside rise together"),
        (
            Sentence(
                _(
                    "%(sites)s have been renewed. In %(last_year)s the villages received"
                    " %(visitors)s and took %(takings)s."
                ),
                {
                    "sites": Told("renewal.sites"),
                    "visitors": Told("renewal.visitors", "year"),
                    "takings": Told("renewal.takings", "year"),
                },
            ),
            Sentence(
                _("In %(place)s the income was %(income)s."),
                {"income": Told("renewal.income-per-head", "year")},
                spot=True,
            ),
        ),
    ),
    Chapter(
        "statistics",
        _("What the statistics say"),
        (
            Sentence(
                _(
                    "In %(last_year)s rural residents had a disposable income of %(rural)s; urban"
                    " incomes were %(ratio)s times rural ones."
                ),
                {
                    "rural": Told("statistics.rural-disposable-income", "year"),
                    "ratio": Told("statistics.urban-rural-income-ratio", "year"),
                },
            ),
            Sentence(
                _(
                    "In %(half)s the district produced %(gdp)s, up %(growth)s on the year before at"
                    " comparable prices; high-tech industry added %(tech)s, up %(tech_growth)s."
                ),
                {
                    "gdp": Told("statistics.gdp", "half"),
                    "growth": Told("statistics.gdp-growth", "half"),
                    "tech": Told("statistics.high-tech-value-added", "half"),
                    "tech_growth": Told("statistics.high-tech-value-added-growth", "half"),
                },
            ),
        ),
    ),
)
