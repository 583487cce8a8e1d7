"""The structure of our SDMX data: concepts, code lists, data structure and dataflow.

One data structure has the dimensions figure, area and time.  Codes of figures are written with
underscores, as SDMX ids ask.  Source: SDMX information model 2.1 and 3.0; the codes of status are
those of CL_OBS_STATUS of the SDMX content guidelines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple
from xml.etree import ElementTree

from django.utils.translation import override
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.model import (
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    Organisation,
    Role,
    Schema,
)
from pysdmx.model.message import Header

from gongfu.figures.catalogue import FIGURES, Figure
from gongfu.kernel.places import tree

AGENCY, FLOW = "GONGFU", "FIGURES"
VERSIONS = {"2.1": "1.0", "3.0": "1.0.0"}
_FORMATS = {"2.1": Format.STRUCTURE_SDMX_ML_2_1, "3.0": Format.STRUCTURE_SDMX_ML_3_0}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Named(NamedTuple):
    """An id with its words in English and Chinese."""

    id: str
    english: str
    chinese: str


_ROLES = {
    "FIGURE": (Role.DIMENSION, DataType.STRING, Named("CL_FIGURE", "Figures", "指标")),
    "REF_AREA": (Role.DIMENSION, DataType.STRING, Named("CL_AREA", "Areas", "地区")),
    "TIME_PERIOD": (Role.DIMENSION, DataType.PERIOD, None),
    "OBS_VALUE": (Role.MEASURE, DataType.DECIMAL, None),
    "UNIT_MEASURE": (Role.ATTRIBUTE, DataType.STRING, None),
    "OBS_STATUS": (Role.ATTRIBUTE, DataType.STRING, Named("CL_OBS_STATUS", "Status", "状态")),
}
_CONCEPTS = (
    Named("FIGURE", "Figure", "指标"),
    Named("REF_AREA", "Area", "地区"),
    Named("TIME_PERIOD", "Period", "时期"),
    Named("OBS_VALUE", "Value", "数值"),
    Named("UNIT_MEASURE", "Unit", "单位"),
    Named("OBS_STATUS", "Status", "状态"),
)
_STATUS = (Named("A", "Normal value", "正常"), Named("Q", "Missing; suppressed", "不公布"))
_ITSELF = Named(FLOW, "Figures of the district", "本区指标")


def id_of(figure: Figure) -> str:
    """Return the figure's code as an SDMX id: keys.visits becomes KEYS_VISITS."""
    return figure.code.replace(".", "_").replace("-", "_").upper()


def header(message: str) -> Header:
    """Return the head of a message of ours."""
    return Header(id=message, sender=Organisation(id=AGENCY))


def message(version: str, *, areas: Iterable[str]) -> str:
    """Return the structure message, with names in English and Chinese.

    version: 2.1 or 3.0.  areas: place codes that the list of areas holds.
    """
    lists = _code_lists(tuple(areas))
    text = write_sdmx(_objects(version, lists), _FORMATS[version], header=header("structure"))
    named = [*_CONCEPTS, _ITSELF, *(one for _role, _type, one in _ROLES.values() if one)]
    return _in_both(str(text), [*named, *(code for codes in lists.values() for code in codes)])


def _code_lists(areas: tuple[str, ...]) -> dict[str, tuple[Named, ...]]:
    return {
        "CL_FIGURE": tuple(_both(id_of(one), _title(one)) for one in FIGURES.values()),
        "CL_AREA": tuple(
            Named(code, tree.name_of(code, "en"), tree.name_of(code, "zh-hans")) for code in areas
        ),
        "CL_OBS_STATUS": _STATUS,
    }


def _title(figure: Figure) -> Callable[[], str]:
    return lambda: str(figure.title)


def _both(identity: str, say: Callable[[], str]) -> Named:
    with override("en"):
        english = say()
    with override("zh-hans"):
        return Named(identity, english, say())


def _objects(version: str, lists: dict[str, tuple[Named, ...]]) -> list[object]:
    made = {one.id: _code_list(version, one, lists[one.id]) for one in _listed()}
    concepts = [_concept(version, one) for one in _CONCEPTS]
    ours = {"agency": AGENCY, "version": VERSIONS[version]}
    scheme = ConceptScheme(id="CONCEPTS", name="Concepts", items=concepts, **ours)
    structure = _definition(version, made)
    flow = Dataflow(id=FLOW, name=_ITSELF.english, structure=structure, **ours)
    return [*made.values(), scheme, structure, flow]


def schema(version: str) -> Schema:
    """Return what a data message of that version is made of."""
    return _definition(version, {}).to_schema()


def _definition(version: str, made: dict[str, Codelist]) -> DataStructureDefinition:
    return DataStructureDefinition(
        id=FLOW,
        name=_ITSELF.english,
        agency=AGENCY,
        version=VERSIONS[version],
        components=Components([_component(_concept(version, one), made) for one in _CONCEPTS]),
    )


def _listed() -> list[Named]:
    return [one for _role, _type, one in _ROLES.values() if one]


def _concept(version: str, one: Named) -> Concept:
    scheme = f"{AGENCY}:CONCEPTS({VERSIONS[version]})"
    urn = f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={scheme}.{one.id}"
    return Concept(id=one.id, name=one.english, urn=urn)


def _code_list(version: str, one: Named, codes: tuple[Named, ...]) -> Codelist:
    return Codelist(
        id=one.id,
        name=one.english,
        agency=AGENCY,
        version=VERSIONS[version],
        urn=f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={AGENCY}:{one.id}({VERSIONS[version]})",
        items=[Code(id=code.id, name=code.english) for code in codes],
    )


def _component(concept: Concept, made: dict[str, Codelist]) -> Component:
    role, sort, listed = _ROLES[concept.id]
    return Component(
        id=concept.id,
        required=role is Role.DIMENSION,
        role=role,
        concept=concept,
        local_dtype=sort,
        local_codes=made.get(listed.id) if listed else None,
        attachment_level="O" if role is Role.ATTRIBUTE else None,
    )


def _in_both(text: str, named: Iterable[Named]) -> str:
    """Return the message with the Chinese name beside each English one; the library writes one.

    Leaves out the optional MeasureRelationship of version 3.0, which readers still stumble over.
    """
    chinese = {(one.id, one.english): one.chinese for one in named}
    root = ElementTree.fromstring(text)  # noqa: S314  written by ourselves a moment ago
    for element in root.iter():
        for place, child in enumerate(list(element)):
            words = chinese.get((element.get("id", ""), child.text or ""))
            if words and child.tag.endswith("}Name"):
                other = ElementTree.Element(child.tag, {_LANGUAGE: "zh"})
                other.text = words
                element.insert(place + 1, other)
            elif child.tag.endswith("}MeasureRelationship"):
                element.remove(child)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)
