"""Small workbooks with the difficulties of real ones, and the people whom they name."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl

from gongfu.domains.keys import actions
from gongfu.domains.keys.actions import Needs, Registration
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.vault import Details
from tests import worlds

BEFORE = worlds.MORNING - timedelta(days=20)
HEADINGS = ("序号", "服务对象", "钥匙保管人", "走访日期", "起", "止", "老人情况")


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TITLE, NOTES = "南杨社区九月走访登记表", ("填表人：刘勇", "注：时间按二十四小时填写")


def slips(*rows, above=0, notes=NOTES) -> bytes:
    """Return a sheet with a merged title, two heading rows, merged times, a sum and notes below.

    above: rows of other words above the title.
    """
    book = openpyxl.Workbook()
    book.active.title = "封面"
    book.active["A1"] = "说明"
    sheet = book.create_sheet("走访")
    for _row in range(above):
        sheet.append(["内部资料"])
    sheet.append([TITLE])
    sheet.append([*HEADINGS[:4], "时间", None, HEADINGS[6]])
    sheet.append([None, None, None, None, *HEADINGS[4:6], None])
    first = above + 1
    sheet.merge_cells(f"A{first}:G{first}")
    sheet.merge_cells(f"E{first + 1}:F{first + 1}")
    for column in "ABCDG":
        sheet.merge_cells(f"{column}{first + 1}:{column}{first + 2}")
    for number, row in enumerate(rows, 1):
        sheet.append([number, *row])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    sheet.append(["合计", None, None, len(rows)])
    sheet.append([])
    for note in notes:
        sheet.append([note])
    return saved(book)


def people(*names, place=worlds.NANYANG) -> list[str]:
    """Put people on the register of 南杨; return their ids."""
    newcomers = [Newcomer(Details(name, label=name), place) for name in names]
    entries = register_people(worlds.liu, newcomers, on=BEFORE.date(), at=BEFORE)
    return [one.deed.person for one in entries]


def named_team() -> dict[str, str]:
    """Let 朱水源 keep the keys of two elders, all with their names on the register."""
    zhu, zhou, wu, kin = people("朱水源", "周秀英", "吴阿婆", "周强")
    actions.join_team(worlds.keeper(zhu), keeper=zhu, place=worlds.NANYANG, at=BEFORE)
    for elder in (zhou, wu):
        one = Registration(elder, worlds.GRID, Needs(3, "alone"), worlds.NEXT_YEAR,
                           ("visits", "keys"), ((kin, "child"),))  # fmt: skip
        actions.register_elder(worlds.liu, one, at=BEFORE)
        actions.sign_agreement(worlds.liu, elder=elder, keeper=zhu, kin=kin,
                               until=worlds.NEXT_YEAR, at=BEFORE)  # fmt: skip
        actions.assign_keeper(worlds.liu, elder=elder, keeper=zhu, at=BEFORE)
    return {"朱水源": zhu, "周秀英": zhou, "吴阿婆": wu}
