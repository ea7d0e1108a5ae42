"""From documents and curated files to a checked graph, and from a graph into a store."""
