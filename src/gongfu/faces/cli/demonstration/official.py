"""Real official values that the district has received, each from the publication that prints it.

Where a publication prints its month alone, its last day stands for its day.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from gongfu.domains.statistics import actions
from gongfu.domains.statistics.actions import Line, Words
from gongfu.faces.cli.demonstration import staff
from gongfu.faces.cli.demonstration.founding import DISTRICT
from gongfu.faces.cli.demonstration.teams import ENDS
from gongfu.kernel.measures.moments import moment

_FILE = Path(__file__).with_name("official.csv")
_PUBLICATIONS = {
    "monthly": Words(
        "statistics-zhejiang",
        "全省各市城乡居民人均可支配收入",
        date(2020, 11, 30),
        "2020年11月",
        "http://zjjcmspublic.oss-cn-hangzhou-zwynet-d01-a.internet.cloud.zj.gov.cn"
        "/jcms_files/jcms1/web3699/site/picture/ydkp/202011.files/sheet030.htm",
    ),
    "daily": Words(
        "zhejiang-daily",
        "嘉兴奏响乡村振兴最强音",
        date(2021, 4, 27),
        "2021-04-27",
        "http://zjrb.zjol.com.cn/html/2021-04/27/content_3430232.htm",
    ),
    "report": Words(
        "xinhua-daily-telegraph",
        "红船起航地：着力打造共同富裕示范区",
        date(2021, 9, 20),
        "2021-09-20",
        "http://district.ce.cn/newarea/roll/202109/20/t20210920_36931053.shtml",
    ),
}


def receive(start: date, end: date) -> None:
    """Receive what was published in [start, end), the report of the last day included."""
    officer = staff.statistician()
    at = moment(ENDS, 8) if end == ENDS else moment(end) - timedelta(hours=6)
    for name, words in _PUBLICATIONS.items():
        if start <= words.published_on < end or words.published_on == end == ENDS:
            document = actions.register_publication(officer, words, place=DISTRICT, at=at)
            lines = list(_lines(name, document))
            actions.receive_values(officer, lines, place=DISTRICT, at=at)


def _lines(name: str, document: str) -> Iterator[Line]:
    with _FILE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["publication"] == name:
                yield _line(row, document)


def _line(row: dict[str, str], document: str) -> Line:
    return Line(
        series=row["series"],
        area=row["area"],
        period=row["period"],
        value=Decimal(row["value"]),
        unit=row["unit"],
        document=document,
        status=row["status"],
        to_date=bool(row["to_date"]),
        page=row["page"],
        sure=tuple(row["sure"].split()),
    )
