"""What statistics officers do.  One function for each verb; each writes what happened.

First argument: the viewer.  `at` is the moment of acting, `key` the client's idempotency key.
"""

from gongfu.domains.statistics.actions.lists import Listing, put_issuer, put_series
from gongfu.domains.statistics.actions.publications import register_publication
from gongfu.domains.statistics.actions.receiving import receive_value, receive_values
from gongfu.domains.statistics.actions.resurveying import (
    decline_survey,
    propose_survey,
    record_survey_revision,
)
from gongfu.domains.statistics.actions.revising import (
    decline_revision,
    propose_revision,
    record_revision,
    revise_value,
)
from gongfu.domains.statistics.actions.surveys import Answers, receive_survey, verify_survey
from gongfu.domains.statistics.rules.doubts import DOUBTS, Doubt
from gongfu.domains.statistics.rules.publications import Words
from gongfu.domains.statistics.rules.surveys import Household
from gongfu.domains.statistics.rules.values import AlreadyReceived, Line

__all__ = [
    "DOUBTS",
    "AlreadyReceived",
    "Answers",
    "Doubt",
    "Household",
    "Line",
    "Listing",
    "Words",
    "decline_revision",
    "propose_revision",
    "put_issuer",
    "put_series",
    "receive_value",
    "receive_survey",
    "propose_survey",
    "record_survey_revision",
    "decline_survey",
    "receive_values",
    "record_revision",
    "register_publication",
    "revise_value",
    "verify_survey",
]
