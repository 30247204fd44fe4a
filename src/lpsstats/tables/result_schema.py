"""The JSON Schema of a command's JSON, from the types of its rows and the glossary."""

import json
from collections.abc import Mapping
from dataclasses import fields
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

from lpsstats.analysis.all_waves_rows import AllWaves
from lpsstats.analysis.comparison_rows import Comparison
from lpsstats.analysis.composition import Composition
from lpsstats.analysis.contrast_rows import Contrast
from lpsstats.analysis.counts.retention_rows import Retention
from lpsstats.analysis.counts.rows import CountChange, CountTrend
from lpsstats.analysis.description import Respondents, Weights
from lpsstats.analysis.description_items import ItemDescription
from lpsstats.analysis.description_missing import MissingAnswers
from lpsstats.analysis.description_scales import ScaleDescription
from lpsstats.analysis.drivers.rows import Driver
from lpsstats.analysis.invariance_rows import Invariance, ItemShift
from lpsstats.analysis.item_influence import Influence
from lpsstats.analysis.measurement_dimensions import Dimensions
from lpsstats.analysis.mediation import MediationPath
from lpsstats.analysis.plan_rows import Plan
from lpsstats.analysis.relations.rows import Relation, RelationSummary
from lpsstats.analysis.reliability_rows import ItemReliability, Reliability
from lpsstats.analysis.themes.rows import CoderAgreement, Theme, ThemeQuestion
from lpsstats.tables.disclosure.kinds import TOLD
from lpsstats.tables.findings import FindingRow
from lpsstats.tables.glossary import GLOSSARY

DRAFT_7 = "http://json-schema.org/draft-07/schema#"
TYPES: Mapping[object, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    NoneType: "null",
}
ROWS: Mapping[str, type] = {
    "compare": Comparison,
    "contrast": Contrast,
    "drivers": Driver,
    "plan": Plan,
    "reliability": Reliability,
    "check": FindingRow,
}
# A command whose rows are of one of several kinds, as its --table says.
KINDS: Mapping[str, tuple[type, ...]] = {
    "themes": (Theme, ThemeQuestion, CoderAgreement),
    "describe": (
        Respondents,
        Weights,
        ScaleDescription,
        ItemDescription,
        MissingAnswers,
        Composition,
    ),
    "counts": (CountChange, CountTrend, Retention),
    "relate": (Relation, RelationSummary, MediationPath),
}
# Rows of other kinds that a command gives when it is asked another question.
OTHERS: Mapping[str, tuple[type, ...]] = {
    "compare": (AllWaves,),
    "reliability": (ItemReliability, Dimensions, Influence, Invariance, ItemShift),
}
# Those that are not about a place, or say it as the command's own rows do.
UNPLACED = frozenset({AllWaves, Dimensions})
# Rows that no respondent stands behind: nothing is withheld from them.
OF_NOBODY = frozenset({FindingRow, Plan})
SUPPRESSED: Mapping[str, object] = {
    "type": "array",
    "items": {"type": "string"},
    "description": "The keys of this row whose values are withheld (and null), because few "
    "respondents stand behind them or behind what they would tell; absent where none is.",
}
# What an item's row says of its scale, where it stands by itself.
OF_ITEM: Mapping[str, object] = {
    "scale": str,
    "scale_label": str,
    "site": str | None,
    "wave": str | None,
    "place": str | None,
}
# What the layout adds to a row.
ADDED: Mapping[str, Mapping[str, object]] = {
    "compare": {},
    "contrast": {"sentence": str},
    "drivers": {},
    "plan": {},
    "reliability": {"judged": str | None, "check": str},
    "check": {},
}


def result_schema(command: str) -> dict[str, object]:
    """Describe the JSON of a command (draft 7)."""
    text: dict[str, object] = {"type": "string"}
    return {
        "$schema": DRAFT_7,
        "title": f"lpsstats/{command}/1",
        "type": "object",
        "required": ["schema", "provenance", "results", "notes"],
        "properties": {
            "schema": {"const": f"lpsstats/{command}/1"},
            "provenance": {"type": "object"},
            "results": {"type": "array", "items": _rows(command)},
            "notes": {"type": "array", "items": text},
            "findings": {"type": "array", "items": {"type": "object"}},
        },
    }


def result_schema_text(command: str) -> str:
    """Give the schema as JSON text."""
    return json.dumps(result_schema(command), indent=2, ensure_ascii=False) + "\n"


def _rows(command: str) -> dict[str, object]:
    if command in KINDS:
        return {"anyOf": [_row(kind, {}) for kind in KINDS[command]]}
    main = _row(ROWS[command], ADDED[command])
    if command not in OTHERS:
        return main
    return {"anyOf": [main, *(_row(kind, _placed(kind)) for kind in OTHERS[command])]}


def _placed(kind: type) -> Mapping[str, object]:
    """Say what the layout adds to a row of another kind."""
    if kind is ItemReliability:
        return OF_ITEM
    return {} if kind in UNPLACED else {"place": str | None}


def _row(row: type, added: Mapping[str, object]) -> dict[str, object]:
    hints = get_type_hints(row)
    types = {field.name: hints[field.name] for field in fields(row)} | dict(added)
    return {
        "type": "object",
        "required": list(types),
        "additionalProperties": False,
        "properties": {
            **{
                name: {**_told(name, _value(kind), row), "description": GLOSSARY[name]}
                for name, kind in types.items()
            },
            **({} if row in OF_NOBODY else {"suppressed": SUPPRESSED}),
        },
    }


def _told(name: str, value: dict[str, object], row: type) -> dict[str, object]:
    """Let a value be null where it may be withheld: a number, or words about numbers."""
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    numbers = not {"integer", "number", "boolean"}.isdisjoint(kinds)
    if row in OF_NOBODY or "null" in kinds or not (numbers or name in TOLD):
        return value
    return {**value, "type": [*kinds, "null"]}


def _value(kind: object) -> dict[str, object]:
    """Describe the type of one field."""
    if get_origin(kind) is UnionType:
        return {"type": [TYPES[part] for part in get_args(kind)]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _row(get_args(kind)[0], {})}
    return {"type": TYPES[kind]}
