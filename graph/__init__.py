"""The graph and what is asked of it: stores, trace, coverage, exports, page and command line."""
