"""People: opaque ids in the ledger; names, phones, numbers and addresses in the vault beside it."""
