"""From the file's shape to the dictionary in memory: defaults filled in, names spelt out."""

from collections.abc import Mapping
from pathlib import Path

from lpsstats.dictionary.disclosing import Disclosure
from lpsstats.dictionary.document import Document, ScalePart, VariablePart
from lpsstats.dictionary.measures import families_of, measure_keys
from lpsstats.dictionary.merging import (
    CODED,
    box_columns,
    coding_of,
    column_names,
    is_answer,
    merged,
    range_of,
    text_codes,
)
from lpsstats.dictionary.model import (
    Dictionary,
    ReliabilityRule,
    Scale,
    Site,
    Variable,
    Wave,
)
from lpsstats.dictionary.multiple_references import second_codings
from lpsstats.dictionary.raking import raked_variables, raking_of, weight_column, weight_words
from lpsstats.dictionary.scalars import Code
from lpsstats.dictionary.source import Source

UNNAMED_SITE = Site(key="", label="All respondents", role=None, codes={})
PERCENT_OF_MAXIMUM = (0.0, 100.0)


def resolve(document: Document, source: Source, path: Path, sha256: str) -> Dictionary:
    """Build the dictionary from a valid and cross-checked document."""
    seconds = frozenset(second_codings(document))
    variables = {
        key: _variable(key, merged(variable, document.defaults), document, seconds)
        for key, variable in document.variables.items()
    }
    scales = {key: _scale(key, s, variables) for key, s in document.scales.items()}
    measures = measure_keys(scales, variables, _not_outcomes(document))
    survey, waves, sites = document.survey, document.waves, document.sites
    places = _sites(document)
    return Dictionary(
        path=path,
        sha256=sha256,
        title=survey.title,
        design=survey.design,
        weight=weight_words(survey),
        weight_names=_names_of(weight_column(survey), document, variables) or {},
        raking=raking_of(survey, places, variables),
        cluster=survey.cluster,
        cluster_names=_names_of(survey.cluster, document, variables) or {},
        id=survey.id,
        id_names=_names_of(survey.id, document, variables) or {},
        waves=tuple(_wave(key, document, path.parent) for key in waves.values),
        wave_names=_names_of(waves.column, document, variables),
        waves_other=waves.other,
        baseline=waves.baseline,
        endline=waves.endline,
        sites=places,
        site_names=_names_of(sites.column if sites else None, document, variables),
        sites_other=sites.other if sites else None,
        variables=variables,
        scales=scales,
        measures=measures,
        families=families_of(document.analysis, measures, scales),
        interval=document.analysis.interval,
        smallest_change=document.analysis.smallest_change,
        covariates=tuple(document.analysis.covariates),
        reliability=_rule(document),
        disclosure=Disclosure(
            suppress_below=document.disclosure.suppress_below,
            flag_below=document.disclosure.flag_below,
        ),
        lines=source.lines,
        marks=source.marks,
    )


def _not_outcomes(document: Document) -> frozenset[str]:
    """Name the variables that place, identify, weight or describe a respondent, or check a coding.

    What weights are raked to is among them: it comes out as the targets say, wave by wave.
    """
    survey, sites = document.survey, document.sites
    places = (document.waves.column, sites.column if sites else None)
    named = {*places, weight_column(survey), survey.id, survey.cluster, *raked_variables(survey)}
    named |= {*document.analysis.covariates, *second_codings(document)}
    return frozenset(name for name in named if name is not None)


def _as_tuple(code: Code | list[Code] | None) -> tuple[Code, ...]:
    if code is None:
        return ()
    return tuple(code) if isinstance(code, list) else (code,)


def _wave(key: str, document: Document, folder: Path) -> Wave:
    written = document.waves.values[key]
    return Wave(
        key=key,
        label=written.label or key,
        date=written.date,
        file=folder / written.file if written.file else None,
        codes=_as_tuple(written.code),
    )


def _sites(document: Document) -> tuple[Site, ...]:
    if document.sites is None:
        return (UNNAMED_SITE,)
    return tuple(
        Site(
            key=key,
            label=site.label or key,
            role=site.role,
            codes={
                wave: _as_tuple(site.code.get(wave) if isinstance(site.code, dict) else site.code)
                for wave in document.waves.values
            },
        )
        for key, site in document.sites.values.items()
    )


def _names_of(
    column: str | None, document: Document, variables: Mapping[str, Variable]
) -> dict[str, str] | None:
    """Find the column of an identifying name: a declared variable's, else the same everywhere."""
    if column is None:
        return None
    if column in variables:
        return dict(variables[column].names)
    return dict.fromkeys(document.waves.values, column)


def _variable(
    key: str, variable: VariablePart, document: Document, seconds: frozenset[str]
) -> Variable:
    low, high = range_of(variable) or (None, None)
    numbers = text_codes(variable)
    names = column_names(key, variable.names, document.waves.values)
    columns = box_columns(variable, document.waves.values)
    if columns:
        names = {w: name for w, name in names.items() if any(w in own for own in columns.values())}
    return Variable(
        key=key,
        label=variable.label or key,
        type=variable.type or "number",
        names=names,
        low=low,
        high=high,
        listed=not variable.range and variable.type in CODED,
        labels={numbers.get(str(code), code): t for code, t in (variable.labels or {}).items()},
        text_codes=numbers,
        anchors=(variable.low, variable.high),
        missing=_missing(variable, document),
        own_missing=variable.missing is not None,
        out_of_range=variable.out_of_range or document.survey.out_of_range,
        file_labels=variable.file_labels or "use",
        better=variable.better,
        success=tuple(variable.success or ()),
        columns=tuple(columns),
        column_names=columns,
        coding=coding_of(variable),
        counted=variable.counted,
        separator=variable.separator,
        base=variable.base or ("answered" if key in seconds else "asked"),
        second_coder=variable.second_coder,
        comparable=variable.comparable,
        reason=variable.reason,
    )


def _missing(variable: VariablePart, document: Document) -> Mapping[Code, str]:
    """Choose the missing codes: the variable's own, else the survey's that are no answer here."""
    if variable.missing is not None:
        return variable.missing
    codes = document.missing.codes
    return {code: reason for code, reason in codes.items() if not is_answer(variable, code)}


def _scale(key: str, scale: ScalePart, variables: Mapping[str, Variable]) -> Scale:
    first = variables[scale.items[0]]
    ends = (first.low or 0.0, first.high or 0.0)
    low, high = PERCENT_OF_MAXIMUM if scale.rescale else ends
    n_items = len(scale.items)
    size = n_items if scale.score == "sum" else 1
    return Scale(
        key=key,
        label=scale.label or key,
        items=tuple(scale.items),
        reverse=frozenset(scale.reverse),
        score=scale.score,
        min_items=scale.min_items or default_min_items(n_items),
        better=scale.better,
        kind=scale.kind,
        rescale=scale.rescale is not None,
        low=low * size,
        high=high * size,
    )


def default_min_items(n_items: int) -> int:
    """Ask for half of the items, at least two (Fairclough & Cella 1996); for all of one or two."""
    return min(n_items, max(2, -(-n_items // 2)))


def _rule(document: Document) -> ReliabilityRule | None:
    rule = document.checks.reliability
    if rule is None:
        return None
    return ReliabilityRule(statistic=rule.statistic, at_least=rule.at_least, judge=rule.judge)
