"""The rules: small pure functions from a clause and its context to findings."""
