"""Two officers of Nanhu's statistics office, and published figures of Nanhu, Jiaxing and Zhejiang.

The values are those that the sources print; see the notes beside them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gongfu.domains.statistics import actions
from gongfu.domains.statistics.actions import Line, Words
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests.worlds import liu, person, stranger  # noqa: F401

DISTRICT, JIAXING, ZHEJIANG = "330402000000", "330400000000", "330000000000"
SHEN, XU = person("shen"), person("xu")
shen = Viewer(SHEN, (Office(Role.DEP, DISTRICT),))
xu = Viewer(XU, (Office(Role.DEP, DISTRICT),))
elsewhere = Viewer(person("elsewhere"), (Office(Role.DEP, "330421000000"),))

REPORT_DAY = date(2021, 9, 20)
THEN, LATER = moment(date(2022, 3, 2), 9), moment(date(2023, 3, 2), 9)
TODAY = date(2023, 6, 1)
MORNING = moment(TODAY, 9)
REPORT = Words("xinhua-daily-telegraph", "南湖区共同富裕报道", REPORT_DAY)
# 2021年、2022年嘉兴市国民经济和社会发展统计公报
BULLETIN_2021 = Words("statistics-jiaxing", "2021年嘉兴市统计公报", date(2022, 3, 1))
BULLETIN_2022 = Words("statistics-jiaxing", "2022年嘉兴市统计公报", date(2023, 3, 1))


def publication(words: Words = REPORT, *, at=MORNING) -> str:
    """Let an officer register a publication; return its id."""
    return actions.register_publication(shen, words, place=DISTRICT, at=at)


def line(series: str, period: str, value: str, unit: str, **changes: object) -> Line:
    """Return a value for Nanhu out of the report of September 2021."""
    document = changes.pop("document", None) or publication()
    one = Line(series, DISTRICT, period, Decimal(value), unit, document)
    return one._replace(**changes)


def receive(*lines: Line, at=MORNING, viewer: Viewer = shen) -> list[Entry]:
    """Let an officer receive values."""
    return actions.receive_values(viewer, lines, place=DISTRICT, at=at)


def gdp_of_jiaxing_2021() -> Line:
    """Return Jiaxing's product of 2021 as the bulletin of that year prints it: preliminary."""
    document = publication(BULLETIN_2021, at=THEN)
    return line("gdp", "2021", "6355.28", "100m-yuan", area=JIAXING, document=document)


def verified_gdp_of_jiaxing_2021() -> Line:
    """Return the same as the bulletin of 2022 prints it: finally verified."""
    document = publication(BULLETIN_2022, at=LATER)
    return gdp_of_jiaxing_2021()._replace(
        value=Decimal("6388.38"), document=document, status="final"
    )
