"""What we know: reports with their curated statements, the policy registry, places, indicators."""
