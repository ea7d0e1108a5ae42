"""Every bad input that concerns files: the exact message, with its place and what to do; and all at once."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from loaders.assembly import assemble
from loaders.yamltree import MAX_BYTES
from ontology.errors import ProblemsError
from tests.loaders.seedbed import NOTES, REGISTRY, STATEMENTS, TEXT, source_yaml, sow

REPORT = "reports/dongxi-2024"
FILE = f"{REPORT}/statements/1.yaml"
CLASSES = (
    "Action, Balance, Directive, Event, Facility, Indicator, IndustrialPark, Industry, Instrument, Measure, Meeting, "
    "Organization, Passage, Person, Place, Plan, Principle, Programme, Project, ProjectBatch, Role, Target, Task"
)


def told(root: Path) -> list[str]:
    """Return the messages of an assembly, without the folder in front."""
    with pytest.raises(ProblemsError) as caught:
        assemble(root)
    return [str(problem).replace(f"{root.as_posix()}/", "") for problem in caught.value.problems]


def changed(old: str, new: str, text: str = STATEMENTS) -> str:
    """Return ``text`` with its one occurrence of ``old`` replaced."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_the_invented_seeds_are_right(tmp_path: Path) -> None:
    assert len(assemble(sow(tmp_path)).nodes) == 12


FORM = {
    "unknown class": (
        "  - Task: 狠抓",
        "  - Taks: 狠抓",
        "17:5: unknown class Taks; did you mean Task?",
    ),
    "no class": (
        "  - Task: 狠抓",
        "  - zzz: 狠抓",
        f"17:5: unknown class zzz; an item begins with its class: {CLASSES}",
    ),
    "no item": (
        "  - Action: 扩投资专项行动\n    ordinal: 1\n"
        "    IMPLEMENTS: {to: 青山战略, reason: 投资支撑战略, confidence: low}",
        "  - 扩投资专项行动",
        "14:5: not an item; write - Class: name",
    ),
    "two classes": (
        "  - Action: 扩投资专项行动",
        "  - Action: 扩投资专项行动\n    Task: 二",
        "15:5: an item of two classes, Action and Task; make two items of it",
    ),
    "empty name": (
        "  - Action: 扩投资专项行动",
        "  - Action:",
        "14:12: Action is empty; give it a value or leave it out",
    ),
    "a name of quotation marks": (
        "  - Action: 扩投资专项行动",
        '  - Action: "“ ”"',
        "14:13: Action has no name that can be read; write letters, on one line",
    ),
    "unknown property": ("    ordinal: 1", "    oridnal: 1", "15:5: Action has no oridnal; did you mean ordinal?"),
    "unknown relation": ("        COVERS:", "        COVRES:", "23:9: Measure has no COVRES; did you mean COVERS?"),
    "unknown word of a relationship": (
        "{to: {Project: 南门水厂}, stage: 开工}",
        "{to: {Project: 南门水厂}, stagge: 开工}",
        "31:39: INCLUDES has no stagge; did you mean stage?",
    ),
    "no to": ("{to: 东溪县,", "{too: 东溪县,", "30:30: unknown class too; did you mean to?"),
    "to a list": (
        "{to: 青山战略, quote: 深入实施“青山战略”}",
        "{to: [青山战略]}",
        "10:22: to is a list; write one mapping for each",
    ),
    "no integer": (
        "            declares: 5",
        "            declares: 五",
        "26:23: declares is 五, which is no integer; write 83",
    ),
    "no decimal": ("value: 8", "value: 8%", "36:16: value is 8%, which is no decimal; write 6.5"),
    "a list for one value": ("value: 8", "value: [8]", "36:16: value is one decimal; write a single value"),
    "empty value": ("    ordinal: 1", "    ordinal:", "15:13: ordinal is empty; give it a value or leave it out"),
    "not of the vocabulary": ("kind: growth", "kind: grwth", "35:15: grwth is no kind; did you mean growth?"),
    "far from the vocabulary": (
        "            stage: 开工",
        "            stage: 停工的",
        "27:20: 停工的 is no stage; it is one of 前期, 开工, 续建, 建成, 投产",
    ),
    "not of the pattern": (
        "period: 2024",
        "period: 今年",
        r"38:17: 今年 is no period; period looks like ^\d{4}(-\d{4})?$",
    ),
    "no confidence": ("confidence: low", "confidence: lo", "16:56: lo is no confidence; did you mean low?"),
    "reason alone": (", confidence: low", "", "16:36: reason without confidence; a judgement needs both"),
    "confidence alone": ("reason: 投资支撑战略, ", "", "16:40: confidence without reason; a judgement needs both"),
    "reason of an item": (
        "    quote: 青山战略\n",
        "    quote: 青山战略\n    reason: 因为\n",
        "13:5: reason on an item; it belongs to a relationship: TYPE: {to: …, reason: …}",
    ),
    "no quote": (
        "quote: 今年工作的总体要求",
        "quote: {exac: 今年}",
        "7:12: not a quote; write a text, a list of texts, or {exact: …, prefix: …}",
    ),
    "empty quote": (
        "quote: 今年工作的总体要求",
        'quote: ""',
        "7:12: quote is empty; copy the words of the source or leave it out",
    ),
    "no quotes": (
        "quote: 今年工作的总体要求",
        "quote: []",
        "7:12: quote is empty; copy the words of the source or leave it out",
    ),
    "no scope": (
        'scope: "330399"',
        "scope: 东溪县",
        "2:8: 东溪县 is no scope; it is CN or a place's code of 6, 9 or 12 digits",
    ),
    "no curator": ("curator: 乙\n", "", "1:1: curator is missing; add curator: who entered it"),
    "a key twice": (
        "year: 2024",
        "year: 2024\n    year: 2025",
        "9:5: year stands twice in one mapping; join it with the one in line 8 (a list takes several)",
    ),
    "an anchor": ("Directive: 绿色", "Directive: &a 绿色", "11:16: an anchor (&a); remove it; write texts out"),
    "an alias": ("Directive: 绿色战略", "Directive: *a", "11:16: an alias (*a); write the text out"),
    "a tag": (
        "Directive: 绿色",
        "Directive: !!python/name:os.system 绿色",
        "11:16: a tag (!!python/name:os.system); remove it; the ontology says what type a value has",
    ),
    "no YAML": (
        'comparator: ">="',
        "comparator: >=",
        "34:22: not YAML: did not find expected comment or line break; check the indentation; quote texts with ': ' "
        "or that begin with one of %>|@`&*!#[]{}",
    ),
    "a control character": (
        "    ordinal: 1",
        "    ordinal: \x01",
        "15:14: not YAML: a control character (U+0001); remove it",
    ),
    "two documents": (
        "items:",
        "---\nitems:",
        "5:1: a second document in one file; keep one document in a file, without ---",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), FORM.values(), ids=FORM.keys())
def test_form(tmp_path: Path, old: str, new: str, message: str) -> None:
    """What one file shows by itself."""
    assert told(sow(tmp_path, statements=changed(old, new))) == [f"{FILE}:{message}"]


SENSE = {
    "quote nowhere": (
        "quote: 今年工作的总体要求",
        "quote: 今年工作的总体目标",
        "7:12: “今年工作的总体目标” does not stand in its source; it departs after “今年工作的总体”: "
        "the quote goes on “目标”, the source “要求是:深入”",
    ),
    "quote twice": (
        "quote: 今年工作的总体要求",
        "quote: 东溪大桥",
        "7:12: “东溪大桥” stands 2 times in its source (lines 4, 5); quote more words, or say which: "
        "{exact: 东溪大桥, prefix: 开工建设} is the first",
    ),
    "wrong prefix": (
        "quote: 今年工作的总体要求",
        "quote: {exact: 东溪大桥, prefix: 南}",
        "7:12: “东溪大桥” does not stand in its source with that prefix or suffix; "
        "copy what stands right before or behind it",
    ),
    "unknown source": (
        "source: dongxi-2024",
        "source: dongxi-2023",
        "1:9: unknown source dongxi-2023; did you mean dongxi-2024?",
    ),
    "unknown reference": (
        "OF_INDICATOR: 固定资产投资",
        "OF_INDICATOR: 固定资产投",
        "39:23: unknown reference 固定资产投; did you mean 固定资产投资?",
    ),
    "unknown reference, like nothing": (
        "OF_INDICATOR: 固定资产投资",
        "OF_INDICATOR: xyz",
        "39:23: unknown reference xyz; add an item for it, or correct the name",
    ),
    "wrong class of the end": (
        "OF_INDICATOR: 固定资产投资",
        "OF_INDICATOR: 青山战略",
        "39:23: OF_INDICATOR does not lead from Target to Directive; it leads to Indicator",
    ),
    "wrong class of the start": (
        "    ordinal: 1",
        "    COVERS: 东溪大桥",
        "15:13: COVERS does not start at Action; Action has CITES, CONCERNS, ECHOES, GUIDED_BY, HAS_TARGET, "
        "IMPLEMENTS, LED_BY, PART_OF",
    ),
    "too few": (
        "        OF_INDICATOR: 固定资产投资\n",
        "",
        "33:9: Target has 0 OF_INDICATOR and needs 1; add OF_INDICATOR: (Indicator)",
    ),
    "too many": (
        "OF_PLACE: 东溪县",
        "OF_PLACE: [东溪县, 中国]",
        "5:5: Plan has 2 OF_PLACE; keep 1",
    ),
    "lacks a property": (
        "            declares: 5\n",
        "",
        "24:13: ProjectBatch lacks declares; add declares: (integer; 宣布数)",
    ),
    "contradiction": (
        "    level: provincial\n",
        "    level: national\n",
        "13:5: 绿色战略 (that is, 青山战略) has level national, but provincial in "
        "registry/all.yaml:15; keep the true one",
    ),
    "more named than declared": (
        "declares: 5",
        "declares: 1",
        "26:13: 5个开工项目 declares 1 and names 2; correct the number, or the members",
    ),
    "handle twice": (
        "as: 开工\n",
        "as: 年度\n",
        f"21:13: the handle 年度 is given twice; choose another; the first is in {FILE}:5",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), SENSE.values(), ids=SENSE.keys())
def test_sense(tmp_path: Path, old: str, new: str, message: str) -> None:
    """What only all files together show."""
    assert told(sow(tmp_path, statements=changed(old, new))) == [f"{FILE}:{message}"]


DIRECTIVE = "  - Directive: {}\n    level: county\n    source: n-02\n    PART_OF: {}\n"
TOGETHER = {
    "cycle": (
        DIRECTIVE.format("甲", "乙") + DIRECTIVE.format("乙", "丙") + DIRECTIVE.format("丙", "甲"),
        "33:14: PART_OF runs in a circle: 丙 → 甲 → 乙 → 丙; remove one of these relationships",
    ),
    "itself": (DIRECTIVE.format("甲", "甲"), "25:14: 甲 is PART_OF itself; correct the reference"),
    "one code, two names": (
        '  - Place: 西溪县\n    code: "330399"\n    division: 县\n    source: n-02\n',
        "22:5: place:330399 is called 西溪县, but 东溪县 in registry/all.yaml:8; correct the code, "
        "or add the other name as an alias",
    ),
    "a place without code": (
        "  - Place: 西溪县\n    division: 县\n    source: n-02\n",
        "22:5: Place 西溪县 is not known here and has no code; add code: (its statistical code), or correct the name",
    ),
    "rests on nothing": (
        "  - Directive: 甲\n    level: county\n",
        "22:5: 甲 rests on nothing; add source: and quote:",
    ),
    "evidence of a wrong form": (
        "  - Directive: 甲\n    level: county\n    evidence: [n-01]\n    source: n-02\n",
        "24:16: not a piece of evidence; write {source: …, quote: …}",
    ),
}


@pytest.mark.parametrize(("more", "message"), TOGETHER.values(), ids=TOGETHER.keys())
def test_together(tmp_path: Path, more: str, message: str) -> None:
    """What a further item of the registry gets wrong."""
    assert told(sow(tmp_path, registry=REGISTRY + more)) == [f"registry/all.yaml:{message}"]


def test_ambiguous_reference(tmp_path: Path) -> None:
    registry = REGISTRY + "  - Principle: 青山战略\n    source: n-02\n"
    root = sow(tmp_path, registry=registry, statements=changed("year: 2024", "year: 2024\n    GUIDED_BY: 青山战略"))
    assert told(root) == [
        f"{FILE}:9:16: 青山战略 is ambiguous: directive:CN:青山战略, principle:CN:青山战略; "
        "write Class:name, an id, or a handle (as:)"
    ]


def test_name_and_alias_of_two_things(tmp_path: Path) -> None:
    one = "  - Directive: 甲\n    level: county\n    source: n-02\n"
    both = "  - Directive: 丙\n    aliases: [甲, 乙]\n    level: county\n    source: n-02\n"
    registry = (
        REGISTRY + one.replace("甲\n", "甲\n    aliases: [子]\n") + one.replace("甲\n", "乙\n    aliases: [丑]\n")
    )
    assert told(sow(tmp_path, registry=registry + both)) == [
        "registry/all.yaml:30:5: 丙 is the name of directive:CN:乙 and directive:CN:甲; give each a name of its own"
    ]


FILES = {
    "statements empty": (FILE, b"", f"{FILE}: the file is empty; fill it or delete it"),
    "statements of comments": (FILE, b"# nothing\n", f"{FILE}: the file is empty; fill it or delete it"),
    "statements binary": (FILE, b"a\0b", f"{FILE}: the file is binary; put a UTF-8 text file here"),
    "statements in another encoding": (
        FILE,
        STATEMENTS.encode("gb18030"),
        f"{FILE}:3:10: not UTF-8 (byte 0xd2); save it as UTF-8; it looks like GB18030",
    ),
    "statements huge": (
        FILE,
        b"#" * (MAX_BYTES + 1),
        f"{FILE}: the file is too large (8388609 bytes); split it; the limit is 8388608 bytes",
    ),
    "statements too deep": (
        FILE,
        f"a: {'[' * 60}{']' * 60}".encode(),
        f"{FILE}:1:44: nested more than 40 deep; begin a new item instead",
    ),
    "no statement file": (
        FILE,
        b"- a\n",
        f"{FILE}:1:1: not a statement file; begin with source:, scope:, curator: and items:",
    ),
    "no items": (FILE, b"scope: CN\ncurator: x\nitems: []\n", f"{FILE}:3:8: no items; add items: and a list of them"),
    "text missing": (f"{REPORT}/text.txt", None, f"{REPORT}/text.txt: the file is missing; add it"),
    "text empty": (f"{REPORT}/text.txt", b" \n", f"{REPORT}/text.txt: the file is empty; fill it or delete it"),
    "text in another encoding": (
        f"{REPORT}/text.txt",
        TEXT.encode("gb18030"),
        f"{REPORT}/text.txt:1:1: not UTF-8 (byte 0xbd); save it as UTF-8; it looks like GB18030",
    ),
    "source missing": (f"{REPORT}/source.yaml", None, f"{REPORT}/source.yaml: the file is missing; add it"),
    "damage nowhere": (
        f"{REPORT}/source.yaml",
        source_yaml().replace("三件", "四件").encode(),
        f"{REPORT}/source.yaml:10:30: “办好四件大事” does not stand in its source; it departs after “办好”: "
        "the quote goes on “四件大事”, the source “三件大事。”",
    ),
    "source of another folder": (
        f"{REPORT}/source.yaml",
        source_yaml().replace("id: dongxi-2024", "id: dongxi-2025").encode(),
        f"{REPORT}/source.yaml:1:5: dongxi-2025 lies in the folder dongxi-2024; give both one name",
    ),
    "source without a key": (
        f"{REPORT}/source.yaml",
        source_yaml().replace("year: 2024\n", "yaer: 2024\n").encode(),
        f"{REPORT}/source.yaml:1:1: year is missing; add year: …",
    ),
    "notes empty": ("notes.yaml", b"", "notes.yaml: the file is empty; fill it or delete it"),
    "notes no list": ("notes.yaml", b"a: b\n", "notes.yaml:1:1: notes are a list; begin each note with - id:"),
    "notes of one id": (
        "notes.yaml",
        NOTES.replace("n-02", "n-01").encode(),
        "notes.yaml:7:7: n-01 is the id of two sources; the other stands in notes.yaml:1",
    ),
    "a note without certainty": (
        "notes.yaml",
        NOTES.replace("  certainty: one\n", "").encode(),
        "notes.yaml:7:3: certainty is missing; add certainty: …",
    ),
    "a note of no certainty": (
        "notes.yaml",
        NOTES.replace("certainty: one\n", "certainty: three\n").encode(),
        "notes.yaml:10:14: three is no certainty; it is two or one",
    ),
    "a note of an address that is none": (
        "notes.yaml",
        NOTES.replace("https://example.org/a", "javascript:alert(1)").encode(),
        "notes.yaml:4:8: javascript:alert(1) is no url; begin with https:// or http://, "
        "or with / where the host is not known",
    ),
    "a source of no date": (
        f"{REPORT}/source.yaml",
        source_yaml().replace('date: "2024"', "date: 去年").encode(),
        f"{REPORT}/source.yaml:6:7: 去年 is no date; write YYYY, YYYY-MM or YYYY-MM-DD",
    ),
    "statements under another ending": (
        "registry/more.yml",
        b"a: b",
        "registry/more.yml: the file would not be read; let its name end in .yaml",
    ),
    "a note of no id": (
        "notes.yaml",
        NOTES.replace("id: n-02", "id: ../n").encode(),
        "notes.yaml:7:7: ../n is no id; use small letters, digits, hyphens and dots",
    ),
}


@pytest.mark.parametrize(("name", "content", "message"), FILES.values(), ids=FILES.keys())
def test_files(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    """A file that is not as it should be is told once, and nothing that only follows from it."""
    path = sow(tmp_path) / name
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content)
    assert told(tmp_path)[0] == message
    assert {m.partition(":")[0] for m in told(tmp_path)} == {message.partition(":")[0]}


def test_wrong_sha256(tmp_path: Path) -> None:
    text = TEXT + "又及"
    (sow(tmp_path) / REPORT / "text.txt").write_bytes(text.encode())
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    assert told(tmp_path) == [
        f"{REPORT}/source.yaml:7:9: text.txt has another sha256 ({sha256}); restore the text; "
        "a corrected text is a new source, and this is its sha256"
    ]


def test_links_do_not_lead_out(tmp_path: Path) -> None:
    path = sow(tmp_path / "seeds") / FILE
    path.unlink()
    outside = tmp_path / "secret"
    outside.write_text(STATEMENTS)
    path.symlink_to(outside)
    assert told(tmp_path / "seeds") == [
        f"{FILE}: the file lies outside its folder; replace the link by the file itself"
    ]
    path.unlink()
    path.symlink_to(path)
    assert told(tmp_path / "seeds") == [f"{FILE}: the file cannot be read (a loop of links); check its permissions"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = sow(tmp_path) / FILE
    path.unlink()
    os.mkfifo(path)
    assert told(tmp_path) == [f"{FILE}: not a file; put a regular file here"]


def test_folders(tmp_path: Path) -> None:
    nowhere, empty = tmp_path / "nowhere", tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ProblemsError) as caught:
        assemble([nowhere, empty])
    assert [str(problem) for problem in caught.value.problems] == [
        f"{empty}: no statements; add registry/*.yaml or reports/<id>/statements/*.yaml",
        f"{nowhere}: no folder of seeds; name a folder with reports/ or registry/",
    ]


def test_all_at_once_in_order(tmp_path: Path) -> None:
    """Mistakes of form and of sense, of several files, are told together, by file, line and column."""
    statements = changed("kind: growth", "kind: grwth")
    statements = changed("quote: 今年工作的总体要求", "quote: 今年工作的总体目标", statements)
    registry = changed("    level: provincial\n", "    levle: provincial\n", REGISTRY)
    messages = told(sow(tmp_path, statements=statements, registry=registry))
    assert [m.split(": ")[0] for m in messages] == ["registry/all.yaml:15:5", f"{FILE}:7:12", f"{FILE}:35:15"]


def test_what_follows_from_an_unreadable_file_is_not_told(tmp_path: Path) -> None:
    """References into a file that is no YAML are not each a mistake of their own."""
    (sow(tmp_path) / "registry/all.yaml").write_text("a: [\n")
    assert [m.split(":")[0] for m in told(tmp_path)] == ["registry/all.yaml"]
