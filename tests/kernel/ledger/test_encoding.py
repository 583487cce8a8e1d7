"""The two parts of a record as bytes."""

import json
import unicodedata

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from gongfu.kernel.ledger import encoding
from gongfu.kernel.ledger.deeds import Evidence

from .sample import ELDER, NOON, ZHU, tea

VALUES = st.recursive(
    st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcxyz_", min_size=1), inner),
)


@given(VALUES)
def test_canonical_text_equals_an_independent_rfc_8785(value):
    assert encoding.canonical(value).encode() == rfc8785.dumps(value)


def test_the_public_part_names_no_person_and_no_place_nearer_than_the_town():
    public = encoding.public_part(tea(), evidence=Evidence.A, reverses=None, commit=b"\0" * 32)
    assert ELDER not in public and ZHU not in public
    assert json.loads(public)["place"] == "330402007000"
    assert json.loads(public)["qty"] == {"cups": [1, "1"], "litres": ["0.50", "L"]}
    assert json.loads(public)["codes"] == {"leaf": "green"}


def test_a_deed_reads_back_as_it_was_written():
    deed = tea(3)
    public = encoding.public_part(deed, evidence=Evidence.A, reverses=None, commit=b"\0" * 32)
    assert encoding.read_deed(public, encoding.private_part(deed, by=ZHU, at=NOON)) == deed


def test_a_reversal_negates_the_quantities_and_reads_back_as_the_deed():
    deed = tea(3)
    public = encoding.public_part(deed, evidence=Evidence.A, reverses=7, commit=b"\0" * 32)
    assert json.loads(public)["qty"] == {"cups": [-3, "1"], "litres": ["-0.50", "L"]}
    assert encoding.read_deed(public, encoding.private_part(deed, by=ZHU, at=NOON)) == deed


def test_text_is_stored_in_composed_form():
    deed = tea(leaf=unicodedata.normalize("NFD", "é"))
    public = encoding.public_part(deed, evidence=Evidence.A, reverses=None, commit=b"")
    assert json.loads(public)["codes"]["leaf"] == "é"


def test_the_commitment_opens_only_with_its_salt():
    private = encoding.private_part(tea(), by=ZHU, at=NOON)
    assert encoding.commitment(b"a" * 32, private) != encoding.commitment(b"b" * 32, private)
