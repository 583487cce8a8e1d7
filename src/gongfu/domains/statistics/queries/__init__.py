"""Questions about official values, publications, and the lists of the office."""

from gongfu.domains.statistics.queries.facts import asked_about
from gongfu.domains.statistics.queries.lists import Lists, SeriesLine, converted, lists, units_like
from gongfu.domains.statistics.queries.publications import (
    PublicationCard,
    cards_of,
    publication_card,
    publications,
    recent_publications,
)
from gongfu.domains.statistics.queries.surveys import (
    ProposedSurvey,
    ResultLine,
    SurveyLine,
    proposed_survey,
    survey_results,
    surveys,
)
from gongfu.domains.statistics.queries.values import (
    Proposed,
    Slot,
    Vintage,
    areas_with_values,
    course,
    newest,
    proposals,
    value_card,
    values_of,
)

__all__ = [
    "Lists",
    "Proposed",
    "ProposedSurvey",
    "PublicationCard",
    "ResultLine",
    "SeriesLine",
    "Slot",
    "SurveyLine",
    "Vintage",
    "areas_with_values",
    "asked_about",
    "cards_of",
    "converted",
    "course",
    "lists",
    "newest",
    "proposals",
    "proposed_survey",
    "publication_card",
    "publications",
    "recent_publications",
    "survey_results",
    "surveys",
    "units_like",
    "value_card",
    "values_of",
]
