"""The report retold from the ledger: our sentences, each number a figure with its evidence."""
