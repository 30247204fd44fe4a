"""The parts of a sentence about a change: names, levels, test. Each number is a cell of its table.

A part that a row does not have, or that is withheld, is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from lpsstats.stats.multiplicity import METHODS
from lpsstats.tables.hidden import HIDDEN, SHOWN
from lpsstats.tables.model import Column, Record, Table
from lpsstats.tables.rounding import ABSENT, MINUS

# What a test's statistic is called, by the first words of its name that are found here.
STATISTICS: Mapping[str, str] = MappingProxyType(
    {
        "t-test": "t",
        "Brunner-Munzel": "t",
        "Rao-Scott F": "F",
        "chi-square": "χ²",
        "Stuart-Maxwell": "χ²",
        "Wilcoxon": "z",
    }
)


def said(record: Record, format: str, *keys: str) -> str | None:
    """Give the text of a cell, as the table prints it; nothing where there is none."""
    text = Column(heading="", keys=keys, format=format).cell(record).text
    return None if text in {ABSENT, SHOWN, ""} else text


def is_withheld(record: Record, keys: Sequence[str]) -> bool:
    """Say whether one of a record's values is withheld."""
    return any(record.get(key) is HIDDEN for key in keys)


def subject(record: Record) -> str:
    """Name what changed: a scale by its name, a question or one of its answers in quotes."""
    label = str(record["measure_label"])
    if record["category"] is not None:
        answer = record["category_label"] or record["category"]
        return f"the share with the answer “{answer}” to “{label}”"
    if record["type"] == "scale":
        return label
    shares = record["unit"] == "percent"
    one_share = shares and (record["pct_from"] is not None or record["pct_to"] is not None)
    what = "the share with an answer that counts as a yes" if one_share else "the answers"
    return f"{what} to “{label}”"


def place(record: Record) -> str:
    """Say where: in a site, in all of them, or nothing where the survey names none."""
    if record["n_sites"] is not None:
        return " in all sites together"
    return f" in {record['site_label']}" if record["site"] is not None else ""


def levels(record: Record, table: Table) -> str | None:
    """Give both waves: mean, standard deviation and number of respondents, or the percentage."""
    ends = [_level(record, end, table) for end in ("from", "to")]
    if None in ends:
        return None
    return f"from {ends[0]} to {ends[1]}"


def _level(record: Record, end: str, table: Table) -> str | None:
    level = said(record, "level", f"mean_{end}", f"pct_{end}")
    if level is None:
        return None
    share = level.endswith("%")
    about = {
        "SD": None if share else said(record, "number", f"sd_{end}"),
        "n": said(record, "count", f"n_{end}"),
        "effective n": said(record, "count", f"n_effective_{end}"),
    }
    facts = ", ".join(f"{name} = {text}" for name, text in about.items() if text is not None)
    key = str(record[f"wave_{end}"])
    wave = table.waves.get(key, key)
    weighted = "weighted " if record.get("estimate_unweighted") is not None else ""
    shown = f"{weighted}{level}" if share else f"{weighted}M = {level}"
    return f"{shown} ({'; '.join(filter(None, (facts, wave)))})"


def direction(record: Record, table: Table) -> str:
    """Give the range of the values and which end of it is the better one."""
    better = record["better"]
    if record["unit"] == "percent":
        words = {"low": "lower", "high": "higher"}
        return f", where a {words[str(better)]} share is better" if better in words else ""
    limits = table.ranges.get(str(record["measure"]))
    if limits is None:
        return {"low": ", where less is better", "high": ", where more is better"}.get(
            str(better), ""
        )
    ends = {"low": f"{limits[0]:g}", "high": f"{limits[1]:g}"}
    scale = f" on a scale of {ends['low']} to {ends['high']}"
    return f"{scale} where {ends[str(better)]} is the better end" if better in ends else scale


def change(record: Record) -> Iterator[str]:
    """Give the change with its interval and what stands beside it."""
    estimate = said(record, "change", "estimate", "unit")
    if estimate is None:
        return
    yield f"a change of {_in_points(estimate, record)}"
    level = f"{100 * float(str(record['confidence'])):g}% CI"
    interval = said(record, "change_interval", "conf_low", "conf_high", "unit")
    yield from [f"{level} {interval}"] if interval else []
    for format, name in (("hedges", "g"), ("cramer", "V")):
        effect = said(record, format, "effect", "effect_method")
        yield from [f"{name} = {effect}"] if effect else []
    superior = said(record, "bounded", "p_superior")
    if superior is not None:
        ends = said(record, "bounded_interval", "p_superior_low", "p_superior_high")
        yield f"P(higher) = {superior}" + (f", {level} {ends}" if ends else "")


def _in_points(text: str, record: Record) -> str:
    """Name the unit of a change: points, or percentage points; never per cent."""
    number = text.removesuffix(" pp")
    unit = "percentage point" if record["unit"] == "percent" else "point"
    one = number.lstrip(f"+{MINUS}") in {"1", "1.00"}
    return f"{number} {unit}" if one else f"{number} {unit}s"


def tested(record: Record) -> Iterator[str]:
    """Give the test with its statistic, degrees of freedom and p, named for what they are."""
    p = said(record, "p_value", "p_value")
    method = record["method"]
    if p is None or not method:
        return
    yield f"{method}: {_statistic(record)}p {_equals(p)}"
    adjusted = said(record, "p_value", "p_adjusted")
    if adjusted is not None:
        yield f"adjusted p{_adjustment(record)} {_equals(adjusted)}"


def _statistic(record: Record) -> str:
    method = str(record["method"])
    name = next((symbol for words, symbol in STATISTICS.items() if words in method), None)
    value = said(record, "number", "statistic")
    if name is None or value is None:
        return ""
    freedom = [_degrees(record, key) for key in ("df", "df_error")]
    shown = ", ".join(text for text in freedom if text is not None)
    return f"{name}({shown}) = {value}, " if shown else f"{name} = {value}, "


def _degrees(record: Record, key: str) -> str | None:
    """Give degrees of freedom as the table has them; those that are counted, without decimals."""
    value, text = record[key], said(record, "df", key)
    counted = text is not None and isinstance(value, float) and value.is_integer()
    return text.removesuffix(".0") if text is not None and counted else text


def _adjustment(record: Record) -> str:
    """Say how p was adjusted and over how many tests; of single answers the note of the table."""
    if record["adjust"] in {None, "none"} or record["adjust"] is HIDDEN:
        return ""
    n = said(record, "count", "n_tests")
    tests = "" if n is None else f", {n} {'test' if n == '1' else 'tests'}"
    return f" ({METHODS[str(record['adjust'])]}{tests})"


def _equals(text: str) -> str:
    return f"{text[0]} {text[1:]}" if text[0] in "<>" else f"= {text}"


def unseen(record: Record) -> Iterator[str]:
    """Give the change that would have been found, where none was clear."""
    size = said(record, "unseen", "detectable", "verdict", "unit")
    if size is not None:
        yield (
            f"a true change of {_in_points(size, record)} would have been found four times in five"
        )


def linked(record: Record) -> str:
    """Say how many respondents are linked between the waves, in a panel."""
    n = said(record, "count", "n_pairs")
    return "" if n is None else f" ({n} linked {'respondent' if n == '1' else 'respondents'})"
