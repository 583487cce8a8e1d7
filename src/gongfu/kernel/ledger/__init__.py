"""The ledger of deeds: append-only, under one RFC 6962 Merkle tree.

Read through `reading`, write through `writing` (actions only), prove through `proofs`.
"""
