"""The ZIP archive of an office file: parts, their relations, their content types."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree

from gongfu.faces.sheets.reading.files import check_archive

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_FIXED = (1980, 1, 1, 0, 0, 0)


def parsed(data: bytes) -> Any:
    """Return an XML part as a tree: no entities, no network, no huge text."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def written(tree: Any) -> bytes:
    """Return the bytes of a tree with its declaration."""
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


class Archive:
    """The parts of a file by name; those that nobody sets stay byte by byte."""

    def __init__(self, data: bytes) -> None:
        """Unpack the file.  Raises Bomb, NotASheet."""
        check_archive(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {one.filename: archive.read(one) for one in archive.infolist()}
        self._related: dict[str, Any] = {}
        self._ids: dict[tuple[str, str, str], str] = {}

    def tree(self, name: str) -> Any:
        """Return a part as a tree; changes count once it is set.  Raises KeyError."""
        return parsed(self.parts[name])

    def put(self, name: str, tree: Any) -> None:
        """Set a part to a tree."""
        self.parts[name] = written(tree)

    def relations_of(self, name: str) -> dict[str, tuple[str, str]]:
        """Return type and target (the name of a part) of a part's relations, by their ids."""
        path = _relations_path(name)
        if path not in self.parts:
            return {}
        self._keep_relations()
        folder = posixpath.dirname(name)
        found: dict[str, tuple[str, str]] = {}
        for one in self.tree(path):
            target = one.get("Target")
            if one.get("TargetMode") != "External":
                base = "" if target.startswith("/") else folder
                target = posixpath.normpath(posixpath.join(base, target.lstrip("/")))
            found[one.get("Id")] = (one.get("Type"), target)
        return found

    def relate(self, name: str, sort: str, target: str, *, outside: bool = False) -> str:
        """Return the id of a relation of a part to another or to an address; one is added once."""
        path = _relations_path(name)
        if path not in self._related:
            self._related[path] = self._relations_tree(path)
        tree = self._related[path]
        folder = posixpath.dirname(name)
        kept = target if outside else posixpath.relpath(target, folder or ".")
        key = path, sort, kept
        if key not in self._ids:
            values = {
                "Id": f"gongfu{len(tree) + 1}-{len(self._ids) + 1}",
                "Type": f"{OFFICE}/{sort}",
                "Target": kept,
            }
            if outside:
                values["TargetMode"] = "External"
            etree.SubElement(tree, f"{{{RELATIONS}}}Relationship", values)
            self._ids[key] = values["Id"]
        return self._ids[key]

    def _relations_tree(self, path: str) -> Any:
        if path in self.parts:
            return self.tree(path)
        self.parts[path] = b""
        return etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})

    def declare(self, name: str, content_type: str) -> None:
        """Say which type a new part has."""
        tree = self.tree(_TYPES_PART)
        values = {"PartName": f"/{name}", "ContentType": content_type}
        etree.SubElement(tree, f"{{{_TYPES}}}Override", values)
        self.put(_TYPES_PART, tree)

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Say which type parts with an ending have, unless that is known."""
        tree = self.tree(_TYPES_PART)
        if any(one.get("Extension", "").lower() == ending for one in tree):
            return
        values = {"Extension": ending, "ContentType": content_type}
        tree.insert(0, etree.Element(f"{{{_TYPES}}}Default", values))
        self.put(_TYPES_PART, tree)

    def remove(self, name: str) -> None:
        """Drop a part and what declares it and relates to it."""
        if self.parts.pop(name, None) is None:
            return
        self._keep_relations()
        for path in [one for one in self.parts if one.endswith(".rels") or one == _TYPES_PART]:
            tree = self.tree(path)
            named = f"/{name}"
            gone = [
                one
                for one in tree
                if named in (one.get("PartName"), f"/{one.get('Target', '').lstrip('/')}")
                or f"/xl/{one.get('Target')}" == named
            ]
            for one in gone:
                tree.remove(one)
            if gone:
                self.put(path, tree)

    def _keep_relations(self) -> None:
        """Write the relations that were added."""
        for path, tree in self._related.items():
            self.put(path, tree)
        self._related.clear()

    def saved(self) -> bytes:
        """Return the file; the same parts always give the same bytes."""
        self._keep_relations()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                info = zipfile.ZipInfo(name, _FIXED)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
        return out.getvalue()


def _relations_path(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")
