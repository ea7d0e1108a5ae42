"""Reading: text as given, encodings, and files that are refused."""

from __future__ import annotations

import codecs
import hashlib
import io
import os
from pathlib import Path

import pytest

from loaders import formats
from loaders.document import document_of, read_document
from ontology.errors import DocumentError
from tests.loaders.documents import REPORT


def test_text_stays_as_given_and_hashes_are_of_text_and_file(tmp_path: Path) -> None:
    data = "\ufeff一、总体要求\r\n增长 6%,就业好.\r\n".encode()
    (tmp_path / "a.txt").write_bytes(data)
    document = read_document(tmp_path / "a.txt")
    assert document.name == "a.txt"
    assert document.text == "一、总体要求\r\n增长 6%,就业好.\r\n"
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert document.file_sha256 == hashlib.sha256(data).hexdigest()
    assert document.canonical == "一、总体要求\n增长6%，就业好。"


@pytest.mark.parametrize(
    "data",
    [
        REPORT.encode(),
        codecs.BOM_UTF8 + REPORT.encode(),
        REPORT.encode("gb18030"),
        codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"),
        REPORT.encode("utf-16-le"),
        REPORT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + REPORT.encode("utf-32-le"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes) -> None:
    assert document_of(data, "a.txt").text == REPORT


def test_gb2312_label_is_read_as_gb18030() -> None:
    page = '<html><head><meta charset="gb2312"></head><body><p>林垟村、槃溪镇改造</p><p>続く</p></body></html>'
    assert document_of(page.encode("gb18030"), "a.html").text == "林垟村、槃溪镇改造\n続く"


def test_label_of_big5_is_heeded() -> None:
    page = '<html><meta charset="big5"><body><p>政府工作報告摘要與說明</p></body></html>'
    assert "政府工作報告摘要與說明" in document_of(page.encode("big5"), "a.html").text


def test_a_broken_byte_is_marked_and_the_rest_is_read() -> None:
    data = REPORT.encode() + "为云溪奋斗".encode() + b"\xe4\xb8"
    document = document_of(data, "a.txt")
    assert document.text.startswith(REPORT)
    assert [document.text[m.start : m.end] for m in document.marks if m.kind == "lost-character"] == ["\ufffd"]


def test_standard_input_is_sniffed() -> None:
    document = read_document("-", stdin=io.BytesIO("<html><body><h1>标题</h1>正文</body></html>".encode()))
    assert (document.name, document.text) == ("-", "标题\n正文")


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "is empty", "give a file"),
        (b" \r\n\t\n", "is empty", "give a file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word", "save it as .docx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture", "OCR"),
        (b"{\\rtf1 abc}", "rich-text", "save it as"),
        (bytes(range(256)) * 40, "binary", "save it as"),
        (b"\x7fELF" + bytes(60), "program", "report"),
        (os.urandom(4).hex().encode() + b"\x01\x02\x03\x04" * 50, "binary", "save it as"),
        ("　 ".encode(), "has no text", "give a file"),
    ],
)
def test_what_is_no_text_is_refused_with_a_hint(data: bytes, message: str, hint: str) -> None:
    with pytest.raises(DocumentError) as error:
        document_of(data, "x")
    assert message in error.value.message
    assert hint in error.value.hint


def test_a_text_of_100_mb_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(DocumentError, match="larger than the 32 MB"):
        read_document(path)


def test_a_text_too_long_is_refused() -> None:
    with pytest.raises(DocumentError, match="characters, more than"):
        document_of("增长".encode() * (formats.MAX_CHARACTERS // 2 + 1), "a.txt")


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="there is no file"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(DocumentError, match="is not a file"):
        read_document(tmp_path)


def test_span_refuses_what_is_outside() -> None:
    document = document_of("  增长6%。".encode(), "a.txt")
    assert document.span(0, 4) == (2, 6)
    assert document.span(5, 5) == (7, 7)
    for start, end in ((-1, 2), (3, 2), (0, 6)):
        with pytest.raises(ValueError, match="is outside"):
            document.span(start, end)
