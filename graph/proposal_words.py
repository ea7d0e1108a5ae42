"""What a proposal says, in Chinese words, for people who decide on it."""

from __future__ import annotations

from collections.abc import Mapping

from graph.rows import cell_text
from loaders.proposals import FieldValue
from loaders.rulings import FIELDS
from ontology.schema import Schema

_FIELDS = {
    "indicator": "指标",
    "relative_to": "相对于",
    "part": "部分",
    "declared_count": "宣布数",
    "noun": "名目",
    "code": "代码",
}
"""Words for fields that the ontology has no property for."""
_VALUES = {
    "period": {"year": "当年", "term": "本届"},
    "part": {"plan": "计划", "review": "回顾"},
    "level": {"township": "乡镇街道", "county": "县级"},
}


def fields_words(kind: str, fields: Mapping[str, FieldValue], quote: str, schema: Schema) -> str:
    """Return what a proposal's fields say, but for its quote: ``指标 地区生产总值 · 比较 以上 · 数值 6``."""
    told = {name: value for name, value in fields.items() if value not in (None, "", "".join(quote.split()))}
    return " · ".join(f"{_field(name, schema)} {_value(kind, name, value, schema)}" for name, value in told.items())


def _field(name: str, schema: Schema) -> str:
    if name in _FIELDS:
        return _FIELDS[name]
    known = next((c.properties[name] for c in schema.classes.values() if name in c.properties), None)
    known = known or next((r.properties[name] for r in schema.relations.values() if name in r.properties), None)
    return known.words.zh if known else name


def _value(kind: str, name: str, value: FieldValue, schema: Schema) -> str:
    word = cell_text(value)
    vocabulary = FIELDS.get(kind, {}).get(name, "")
    if vocabulary in schema.vocabularies:
        return schema.label(vocabulary, word)
    return _VALUES.get(name, {}).get(word, word)
