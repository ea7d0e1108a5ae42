"""From the bytes of a file to its text: which format it is, which encoding, and what is refused."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from ontology.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 32 * 1024 * 1024
"""Largest file that is read; the largest real report seen has 0.4 MB, scanned PDFs some 20 MB."""
MAX_CHARACTERS = 2_000_000
"""Longest text; fourteen times the longest corpus file seen."""
MAX_UNPACKED = 64 * 1024 * 1024
"""What a .docx may unpack to, all members together."""

_SAVE_AS = "save it as .docx, .pdf with a text layer, .html or .txt and try again"
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or WPS file", _SAVE_AS),
    (b"{\\rtf", "a rich-text file", _SAVE_AS),
    (b"\x89PNG", "a picture", "recognise its text first (OCR)"),
    (b"\xff\xd8\xff", "a picture", "recognise its text first (OCR)"),
    (b"GIF8", "a picture", "recognise its text first (OCR)"),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
    (b"Rar!", "a compressed file", "unpack it first"),
    (b"7z\xbc\xaf", "a compressed file", "unpack it first"),
    (b"\x7fELF", "a program", "give a report"),
    (b"MZ", "a program", "give a report"),
)
_CONTROLS = bytes((*range(1, 9), *range(14, 32)))
_LABEL = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""")
_HTML = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--.{0,200}?-->\s*)?<(!doctype\s+html|html|head|body)\b", re.I | re.S)


def text_of(data: bytes, name: str) -> str:
    """Return the text of a file, told by its content and not by its name.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        What messages call it.

    Raises
    ------
    DocumentError
        It is empty, too large, binary, encrypted, damaged, or has no text.
    """
    if not data.strip(b" \t\r\n\0"):
        raise DocumentError(f"{name} is empty", "give a file with the text of a report")
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        text = _pdf(data, name)
    elif data.startswith(b"PK"):
        text = _docx(data, name)
    else:
        for magic, what, hint in _REFUSED:
            if data.startswith(magic):
                raise DocumentError(f"{name} is {what}, not a text that can be read", hint)
        text = decode(data, name)
        if _HTML.match(text) or name.lower().endswith((".html", ".htm")):
            text = _html(text, name)
    if not text.strip():
        raise DocumentError(f"{name} has no text", "give a file with the text of a report")
    if len(text) > MAX_CHARACTERS:
        raise DocumentError(
            f"{name} has {len(text):,} characters, more than the {MAX_CHARACTERS:,} that are read",
            "give one report per file",
        )
    return text


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a text: byte order mark, label, UTF-8, UTF-16, GB18030, in this order.

    Labels ``gb2312`` and ``gbk`` are read as GB18030, their superset, since pages under these labels hold
    characters outside them. A text of which a few bytes are broken keeps U+FFFD in their place.

    Raises
    ------
    DocumentError
        No encoding fits, or the bytes are no text.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return _texty(data[len(mark) :].decode(encoding, "replace"), name)
    if data[:4096].count(0):
        candidates = ["utf-16-le", "utf-16-be"]
    else:
        try:
            return _texty(data.decode(), name)
        except UnicodeDecodeError:
            text = data.decode("utf-8", "replace")
        foreign = len(text) - sum(map(text.count, map(chr, range(128))))
        if text.count("\ufffd") <= foreign // 20:  # another encoding read as UTF-8 breaks nearly everywhere
            return _texty(text, name)
        candidates = ["gb18030"]
        label = _LABEL.search(data[:2048])
        if label and label.group(1).lower() in (b"big5", b"big5-hkscs"):
            candidates.insert(0, "big5hkscs")
    best = min((data.decode(e, "replace") for e in candidates), key=lambda t: (t.count("\ufffd"), -_chinese(t)))
    if best.count("\ufffd") > len(best) // 200 or (candidates[0] == "utf-16-le" and _chinese(best) < 0.3):
        hint = "save it as UTF-8 text and try again"
        raise DocumentError(f"{name} is binary or in an unknown encoding", hint)
    return _texty(best, name)


def _chinese(text: str) -> float:
    sample = text[:4096]
    return sum("一" <= c <= "鿿" for c in sample) / max(1, len(sample))


def _texty(text: str, name: str) -> str:
    ascii_ = text.encode("ascii", "ignore")  # soon done, and soon searched
    odd = len(ascii_) - len(ascii_.translate(None, _CONTROLS))
    if 0 in ascii_ or odd > len(text) // 100:
        raise DocumentError(f"{name} is binary, not a text", _SAVE_AS)
    return text


def _html(source: str, name: str) -> str:
    """Return the visible text of a page, a block a line; scripts, styles and forms are left out."""
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)  # lxml refuses a label in a text already decoded
    try:
        root = html.document_fromstring(source, parser=parser)
    except etree.ParserError as error:
        raise DocumentError(f"{name} has no text", "give a page with the text of a report") from error
    parts: list[str] = []
    skip: etree._Element | None = None
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start" and skip is None:
            if tag in _INVISIBLE:
                skip = node
                continue
            if tag in _BLOCKS:
                parts.append("\n")
            parts.append(re.sub(r"[ \t\r\n]+", " ", node.text or ""))
        elif event == "end":
            if node is skip:
                skip = None
            if skip is None:
                if tag in _BLOCKS:
                    parts.append("\n")
                parts.append(re.sub(r"[ \t\r\n]+", " ", node.tail or ""))
    return re.sub(r"\n[ \n]*\n", "\n", "".join(parts)).strip("\n ")


_INVISIBLE = frozenset(
    ("script", "style", "noscript", "template", "form", "select", "option", "button", "iframe", "svg", "head")
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br center dd div dl dt fieldset figure footer h1 h2 h3 "
        "h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul ",
    )
)


def _docx(data: bytes, name: str) -> str:
    """Return the paragraphs and table cells of a Word file, one a line, without deleted text."""
    import zipfile
    import zlib

    damage = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError)
    broken = DocumentError(f"{name} is a damaged or unknown Office or zip file", _SAVE_AS)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if "word/document.xml" not in archive.namelist():
                raise DocumentError(f"{name} is a zip or Office file, but no Word document", _SAVE_AS)
            if len(members) > 2000 or sum(m.file_size for m in members) > MAX_UNPACKED:
                raise DocumentError(
                    f"{name} unpacks to more than {MAX_UNPACKED >> 20} MB",
                    "take pictures out of it, or save it as .txt",
                )
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as part:
                        declares = b"<!DOCTYPE" in part.read(4096)
                    if declares:
                        raise DocumentError(
                            f"{name} declares XML entities in {member.filename}, which no Word file does",
                            "save it anew from Word, or as .txt",
                        )
    except damage as error:
        raise broken from error
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError, etree.XMLSyntaxError, *damage) as error:
        raise broken from error
    return "\n".join(_paragraphs(document.element.body))


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def _paragraphs(body: object) -> Iterator[str]:
    for paragraph in body.iter(f"{_W}p"):  # type: ignore[attr-defined]
        parts = [
            _BREAKS.get(node.tag) or node.text or ""
            for node in paragraph.iter(f"{_W}t", *_BREAKS)
            if next(node.iterancestors(f"{_W}p")) is paragraph  # a text box inside is a paragraph of its own
            and not any(True for _ in node.iterancestors("{*}Fallback"))
        ]
        yield "".join(parts)


def _pdf(data: bytes, name: str) -> str:
    """Return the text layer of a PDF, page after page, lines as the layout has them."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(f"{name} is encrypted", "save it without a password and try again") from error
        raise DocumentError(f"{name} is a damaged PDF", "download it again, or give another format") from error
    try:
        pages: list[str] = []
        size = 0
        for number in range(len(document)):
            if size > MAX_CHARACTERS:
                break  # text_of refuses it
            try:
                page = document[number]
                words = page.get_textpage()
                pages.append(words.get_text_range().replace("\r\n", "\n").replace("\0", ""))
                size += len(pages[-1])
                words.close()
                page.close()
            except pypdfium2.PdfiumError as error:
                raise DocumentError(
                    f"page {number + 1} of {name} is damaged", "download it again, or give another format"
                ) from error
        if sum(len(page.strip()) for page in pages) < 10 * len(pages):
            raise DocumentError(f"{name} has no text layer: its pages are pictures", "recognise its text first (OCR)")
        return "\n".join(pages)
    finally:
        document.close()
