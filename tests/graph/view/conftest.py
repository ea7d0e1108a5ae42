"""Fixtures for tests that drive the page in a real Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.view import generate_page
from ontology.model import Graph
from ontology.schema import load_schema
from tests.graph.view.chromium import DESKTOP, Chromium, ChromiumUnavailable, running
from tests.graph.view.county import county_graph


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def window(tmp_path_factory: pytest.TempPathFactory, downloads: Path) -> Iterator[Chromium]:
    """One Chromium for all tests; skipped when it is not there, unless ``CI`` is ``true``: then it is a failure."""
    try:
        with running(tmp_path_factory.mktemp("profile"), downloads) as found:
            yield found
    except ChromiumUnavailable as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture
def browser(window: Chromium) -> Iterator[Chromium]:
    """The window, as large as a desktop's and light, whatever the test before did."""
    window.resize(*DESKTOP)
    window.media()
    yield window
    window.cdp("Emulation.setScriptExecutionDisabled", value=False)


@pytest.fixture(scope="session")
def county() -> Graph:
    return county_graph()


@pytest.fixture(scope="session")
def county_page(county: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "county.html"
    path.write_text(generate_page(county, load_schema()), encoding="utf-8", newline="\n")
    return path
