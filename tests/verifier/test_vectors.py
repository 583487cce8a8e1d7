"""The verifier against public vectors, our own exhaustive trees, and an independent library."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.kernel.ledger import tree
from verifier import verify

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "data" / "merkle-vectors"


class Kept:
    """A source of hashes over leaves held in memory."""

    def __init__(self, leaves):
        self.leaves = leaves
        self.frontier, self.done = tree.Frontier().extend(leaves)
        self.nodes = {(one.level, one.index): one.hash for one in self.done}

    def hashes(self, level, start, stop):
        if level == 0:
            return self.leaves[start:stop]
        return [self.nodes[level, index] for index in range(start, stop)]


def leaves(count):
    return [tree.leaf_hash(f"leaf {n}".encode()) for n in range(count)]


def test_every_proof_of_every_tree_to_size_64_verifies():
    for size in range(1, 65):
        kept = Kept(leaves(size))
        root = tree.root(size, kept)
        assert root == kept.frontier.root()
        for index in range(size):
            proof = tree.inclusion_proof(index, size, kept)
            verify.verify_inclusion(index, size, kept.leaves[index], proof, root)
        for earlier in range(1, size + 1):
            proof = tree.consistency_proof(earlier, size, kept)
            verify.verify_consistency(earlier, size, tree.root(earlier, kept), root, proof)


@pytest.mark.slow
@pytest.mark.parametrize("size", [255, 256, 257, 511, 513, 65_535, 65_537])
def test_proofs_across_the_width_of_a_tile_verify(size):
    kept = Kept(leaves(size))
    root = tree.root(size, kept)
    for index in {0, 1, size // 2, size - 2, size - 1, min(size - 1, 255)}:
        proof = tree.inclusion_proof(index, size, kept)
        verify.verify_inclusion(index, size, kept.leaves[index], proof, root)
    for earlier in {1, 2, size // 3, size - 1, size, min(size, 256)}:
        proof = tree.consistency_proof(earlier, size, kept)
        verify.verify_consistency(earlier, size, tree.root(earlier, kept), root, proof)


@given(st.integers(2, 300), st.data())
def test_a_proof_with_one_changed_bit_is_refused(size, data):
    kept = Kept(leaves(size))
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion_proof(index, size, kept)
    place = data.draw(st.integers(0, len(proof) - 1))
    spoilt = bytearray(proof[place])
    spoilt[data.draw(st.integers(0, 31))] ^= 1 << data.draw(st.integers(0, 7))
    proof[place] = bytes(spoilt)
    with pytest.raises(ValueError):
        verify.verify_inclusion(index, size, kept.leaves[index], proof, tree.root(size, kept))


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=70))
def test_roots_equal_those_of_an_independent_library(entries):
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in entries:
        other.append_entry(entry)
    hashes = [tree.leaf_hash(entry) for entry in entries]
    assert tree.Frontier().extend(hashes)[0].root() == other.get_root()


def _hashes(values):
    return [base64.b64decode(value) for value in values or []]


def _accepts(path):
    vector = json.loads(path.read_text())
    one = lambda name: base64.b64decode(vector[name] or "")  # noqa: E731
    proof = _hashes(vector["proof"])
    try:
        if "leafIdx" in vector:
            index, size = vector["leafIdx"], vector["treeSize"]
            verify.verify_inclusion(index, size, one("leafHash"), proof, one("root"))
        else:
            sizes = vector["size1"], vector["size2"]
            verify.verify_consistency(*sizes, one("root1"), one("root2"), proof)
    except ValueError:
        return False, vector["wantErr"]
    return True, vector["wantErr"]


@pytest.mark.skipif(not VECTORS.exists(), reason="the public vectors are not at hand here")
def test_the_public_vectors_are_judged_as_they_ask():
    """All but those with roots that are no SHA-256 hashes, which we refuse on purpose."""
    paths = sorted(VECTORS.rglob("*.json"))
    wrong = [str(path.relative_to(VECTORS)) for path in paths if len(set(_accepts(path))) == 1]
    assert len(paths) > 100
    assert all("additional" in path for path in wrong) and len(wrong) <= 1, wrong


RFC8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
        "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
        "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("public", "message", "signature"), RFC8032)
def test_signatures_of_rfc_8032_fit(public, message, signature):
    verify.verify_signature(*(bytes.fromhex(one) for one in (public, message, signature)))


@pytest.mark.parametrize(("public", "message", "signature"), RFC8032)
def test_a_changed_message_or_signature_does_not_fit(public, message, signature):
    key, words, signed = (bytes.fromhex(one) for one in (public, message, signature))
    with pytest.raises(ValueError):
        verify.verify_signature(key, words + b"x", signed)
    with pytest.raises(ValueError):
        verify.verify_signature(key, words, signed[:32] + bytes([signed[32] ^ 1]) + signed[33:])
