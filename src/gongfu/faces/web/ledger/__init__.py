"""Records with their proofs, heads, and what anyone needs to check them."""
