"""What every domain stands on: ledger, people, places, rights, measures, refusals."""
