"""What residents ask for, from the first word to the answer (点单—派单—接单—评单)."""
