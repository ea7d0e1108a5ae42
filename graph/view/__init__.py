"""The page: one HTML file that shows a graph, made through pyvis with an own template."""

from graph.view.page import generate_page

__all__ = ["generate_page"]
