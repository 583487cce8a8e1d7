"""Comments on cells: the words in one part, the yellow boxes in another."""

from __future__ import annotations

from typing import Any

from lxml import etree

from gongfu.faces.sheets.parts import addresses
from gongfu.faces.sheets.parts.archive import OFFICE, Archive
from gongfu.faces.sheets.parts.sheet import Worksheet, clean

_AUTHOR = "共富"
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_VML = f"""<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>
</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"
 path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t"
 o:connecttype="rect"/></v:shapetype></xml>"""
_SHAPE = """<v:shape {spaces} id="_gongfu_{n}" type="#_x0000_t202"
 style="position:absolute;visibility:hidden;width:180pt;height:60pt" fillcolor="#ffffe1"
 o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox
 style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/>
<x:SizeWithCells/><x:Anchor>{left},15,{top},2,{right},20,{bottom},10</x:Anchor>
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData>
</v:shape>"""
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_ID = f"{{{OFFICE}}}id"


def comment(
    archive: Archive, sheet: Worksheet, name: str, words: dict[tuple[int, int], str]
) -> None:
    """Put comments on cells, by row and column from 0; those that stand there already stay.

    name: the part of the worksheet.
    """
    if not words:
        return
    _write_words(archive, sheet, name, words)
    _draw_boxes(archive, sheet, name, words)


def _write_words(
    archive: Archive, sheet: Worksheet, name: str, words: dict[tuple[int, int], str]
) -> None:
    path = _related(archive, name, "comments") or _new_comments(archive, sheet, name)
    tree = archive.tree(path)
    authors, listed = tree.find(sheet.tag("authors")), tree.find(sheet.tag("commentList"))
    etree.SubElement(authors, sheet.tag("author")).text = _AUTHOR
    number = str(len(authors) - 1)
    for (row, column), text in words.items():
        ref = addresses.address(row, column)
        for one in [known for known in listed if known.get("ref") == ref]:
            listed.remove(one)
        made = etree.SubElement(listed, sheet.tag("comment"), {"ref": ref, "authorId": number})
        inner = etree.SubElement(etree.SubElement(made, sheet.tag("text")), sheet.tag("t"))
        inner.text = clean(text)
    listed[:] = sorted(listed, key=lambda one: addresses.place(one.get("ref")))
    archive.put(path, tree)


def _new_comments(archive: Archive, sheet: Worksheet, name: str) -> str:
    path = _free(archive, "xl/commentsGongfu{}.xml")
    tree = etree.Element(sheet.tag("comments"), nsmap={None: etree.QName(sheet.frame).namespace})
    etree.SubElement(tree, sheet.tag("authors"))
    etree.SubElement(tree, sheet.tag("commentList"))
    archive.put(path, tree)
    archive.declare(path, _COMMENTS)
    archive.relate(name, "comments", path)
    return path


def _draw_boxes(
    archive: Archive, sheet: Worksheet, name: str, words: dict[tuple[int, int], str]
) -> None:
    path = _related(archive, name, "vmlDrawing")
    if not path:
        path = _free(archive, "xl/drawings/vmlGongfu{}.vml")
        archive.parts[path] = _VML.encode()
        archive.declare_ending("vml", _VML_TYPE)
        sheet.part("legacyDrawing").set(_ID, archive.relate(name, "vmlDrawing", path))
    boxes = "".join(_shape(number, *at) for number, at in enumerate(words)).encode()
    drawn, end, rest = archive.parts[path].rpartition(b"</xml>")
    archive.parts[path] = drawn + boxes + end + rest


def _shape(number: int, row: int, column: int) -> str:
    return _SHAPE.format(
        spaces=_SPACES,
        n=number,
        row=row,
        column=column,
        left=column + 1,
        right=column + 4,
        top=max(row - 1, 0),
        bottom=row + 3,
    )


def _related(archive: Archive, name: str, sort: str) -> str:
    found: Any = archive.relations_of(name).values()
    return next((target for kind, target in found if kind.endswith(f"/{sort}")), "")


def _free(archive: Archive, pattern: str) -> str:
    return next(p for n in range(1, 10_000) if (p := pattern.format(n)) not in archive.parts)
