"""Plug-ins: verbatim quotes only, located and read by the host."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from loaders import plugins
from loaders.document import document_of
from loaders.extraction import extract
from loaders.plugins import Quote, extractor, quoted
from ontology.errors import CountyGraphError

TEXT = "现在，我代表县政府报告工作。\n二、2031年工作安排\n云溪将有新变化，全县栈道会有12公里。再说一遍：栈道。\n"
DOCUMENT = document_of(TEXT.encode(), "report.txt")


def test_a_quote_is_located_and_read_by_the_host() -> None:
    (made,), refused = quoted(DOCUMENT, "echo", [Quote("target", "栈道会有12公里")])
    assert refused == []
    assert (made.text, made.rule, made.version) == ("栈道会有12公里", "plugin.echo", "1")
    assert TEXT[made.start : made.end] == made.text
    assert (made.fields["value"], made.fields["unit"]) == (12, "公里")


def test_what_is_not_there_or_is_there_twice_is_refused() -> None:
    wrong = [Quote("project", "南门大桥"), Quote("project", "栈道"), Quote("rumour", "云溪"), Quote("project", "")]
    assert quoted(DOCUMENT, "echo", wrong) == ([], wrong)


def test_words_before_it_tell_which() -> None:
    (made,), refused = quoted(DOCUMENT, "echo", [Quote("project", "栈道", "再说一遍：")])
    assert refused == [] and made.start == TEXT.rindex("栈道")


def test_what_the_rules_know_is_not_proposed_again() -> None:
    text = "现在，我代表县政府报告工作。\n二、2031年工作安排\n开工建设北门大桥。\n"
    document = document_of(text.encode(), "report.txt")
    known = extract(document)
    made, refused = quoted(document, "echo", [Quote("project", "北门大桥"), Quote("place", "北门")], known)
    assert refused == [] and [one.text for one in made] == ["北门"]
    assert made[0].parent is not None and known[made[0].parent].kind == "measure"


def test_only_a_named_plugin_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("echo", "tests.loaders.clauses_of:quotes", plugins.GROUP)
    monkeypatch.setattr(plugins, "entry_points", lambda group: (point,) if group == plugins.GROUP else ())
    assert extractor("echo").__module__ == "tests.loaders.clauses_of"
    with pytest.raises(CountyGraphError, match="no extractor 'other'; known: echo"):
        extractor("other")


def test_a_plugin_that_cannot_be_imported_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("gone", "no_such_module:run", plugins.GROUP)
    monkeypatch.setattr(plugins, "entry_points", lambda group: (point,))
    with pytest.raises(CountyGraphError, match="cannot be loaded"):
        extractor("gone")
