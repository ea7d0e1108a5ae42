"""Web pages, Word files and PDFs, and hostile ones."""

from __future__ import annotations

import io
import zipfile

import pytest

from loaders import formats
from loaders.document import document_of
from ontology.errors import DocumentError
from tests.loaders.documents import docx, paragraph, pdf


def test_a_page_is_a_block_a_line_without_scripts() -> None:
    page = """<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body>
    <div id=nav><a href="/">首页</a> &gt; <a>概况</a></div><script>var a = "<p>坏</p>";</script>
    <h1>云溪县2031年政府工作报告</h1><p>　　一、<b>工作</b>回顾</p>全县<br>增长&nbsp;5%
    <table><tr><td>指标</td><td>6%</td></tr></table>
    <form><input value=搜索><button>搜索</button></form></body></html>"""
    document = document_of(page.encode(), "a.html")
    assert document.text.split("\n") == [
        "首页 > 概况",
        "云溪县2031年政府工作报告",
        "　　一、工作回顾",
        "全县",
        "增长\xa05% ",
        "指标",
        "6%",
    ]
    assert document.canonical.startswith("云溪县2031年政府工作报告\n一、工作回顾\n全县\n增长5%\n指标")


def test_a_page_of_deep_nesting_keeps_its_end() -> None:
    page = "<html><body>" + "<div>" * 500 + "新建水厂3座" + "</div>" * 500 + "<p>最后一句。</p></body></html>"
    assert document_of(page.encode(), "a.html").text.split("\n") == ["新建水厂3座", "最后一句。"]


def test_a_page_with_external_entities_fetches_nothing() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body>甲&x;乙</body></html>'
    assert document_of(page.encode(), "a.html").text.replace("]>", "").strip() in ("甲&x;乙", "甲乙")


def test_word_paragraphs_cells_and_insertions_but_no_deletions() -> None:
    body = (
        paragraph("一、总体要求")
        + "<w:p><w:r><w:t>增</w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del>"
        + "<w:ins><w:r><w:t>6</w:t></w:r></w:ins><w:r><w:tab/><w:t>%</w:t><w:br/><w:t>次行</w:t></w:r></w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    )
    assert document_of(docx(body), "a.docx").text == "一、总体要求\n增6\t%\n次行\n甲\n乙"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (docx(paragraph("&x;"), '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "declares XML entities"),
        (docx(paragraph("&a;"), '<!DOCTYPE a [<!ENTITY a "b"><!ENTITY b "&a;&a;">]>'), "declares XML entities"),
        (docx("<w:p><w:r></w:p>"), "damaged or unknown"),
        (docx(paragraph("报告"))[:200], "damaged or unknown"),
        (docx(""), "has no text"),
        (b"PK\x03\x04" + b"rest", "damaged or unknown"),
    ],
)
def test_hostile_and_broken_word_files_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        document_of(data, "a.docx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = docx(paragraph("报告"), more={"word/media/a.bin": bytes(formats.MAX_UNPACKED)})
    assert len(bomb) < 200_000
    with pytest.raises(DocumentError, match="unpacks to more than 64 MB"):
        document_of(bomb, "a.docx")


def test_a_zip_that_is_no_word_file_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(DocumentError, match="no Word document"):
        document_of(out.getvalue(), "a.xlsx")


# Full lines of a page. They differ, for the engine leaves out text that seems to be printed twice, to make it bold,
# and without a Chinese font on the machine it takes lines for that which lie below each other.
_ENDS = ["完善", "着力", "建好", "管好", "护好", "用好", "联通", "提速", "扩面"]
_FULL = [f"全面推进云溪县综合交通枢纽建设加快打通断头道路{end}" for end in _ENDS]


def test_a_pdf_is_joined_across_lines_and_pages() -> None:
    document = document_of(pdf([[*_FULL, "- 1 -"], ["设施。", "二、2031年工作安排", "- 2 -"]]), "a.pdf")
    assert document.text.count("\n") == 12
    assert document.canonical == "".join(_FULL) + "设施。\n二、2031年工作安排"
    assert [(m.kind, document.text[m.start : m.end]) for m in document.marks] == [
        ("page-number", "- 1 -"),
        ("page-number", "- 2 -"),
    ]


@pytest.mark.parametrize(
    "head", ["1/20/31, 7:45 PM 政府工作报告", "2031/1/20 下午7:45 政府工作报告", "2031/1/20 19:45 报告"]
)
def test_head_and_foot_of_a_page_that_a_browser_printed_part_no_sentence(head: str) -> None:
    foot = "https://www.example.org/zwgk/2031.html"
    pages = [[head, *_FULL, f"{foot} 1/2"], [head, "设施。", "二、2031年工作安排", f"{foot} 2/2"]]
    document = document_of(pdf(pages), "a.pdf")
    assert document.canonical == "".join(_FULL) + "设施。\n二、2031年工作安排"
    assert {m.kind for m in document.marks} == {"page-number"}


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (pdf([["一、工作回顾"]], encrypted=True), "is encrypted", "without a password"),
        (pdf([[], []]), "no text layer", "OCR"),
        (b"%PDF-1.5\nnothing", "damaged PDF", "download it again"),
    ],
)
def test_pdfs_without_readable_text_are_refused(data: bytes, message: str, hint: str) -> None:
    with pytest.raises(DocumentError) as error:
        document_of(data, "a.pdf")
    assert message in error.value.message
    assert hint in error.value.hint
