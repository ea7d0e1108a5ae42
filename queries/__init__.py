"""Named Cypher with typed parameters, and the catalogue that reads the files' headers."""
