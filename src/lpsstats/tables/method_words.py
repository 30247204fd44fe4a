"""The methods of a report in plain words, true of the rows at hand and of no others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from lpsstats.stats.multiplicity import METHODS
from lpsstats.stats.omega import OMEGA_LABEL
from lpsstats.tables.document import Document
from lpsstats.tables.hidden import HIDDEN
from lpsstats.tables.method_tests import tests_in_words
from lpsstats.tables.model import Record
from lpsstats.tables.rounding import bounded


def method_words(*documents: Document) -> tuple[str, ...]:
    """Tell how the numbers of some documents were made.

    Parameters
    ----------
    documents : Document
        Answers of `compare`, `contrast`, `reliability` and `themes`; others have no words here.

    Returns
    -------
    tuple of str
        Paragraphs, in the order of the documents. They name the tests, the adjustments and the
        effect sizes that stand in the rows.
    """
    said: dict[str, None] = {}
    for document in documents:
        write = _WRITERS.get(document.command)
        records = document.tables[0].records if document.tables else ()
        if write is not None and records:
            said |= dict.fromkeys(" ".join(sentences) for sentences in write(records) if sentences)
    return tuple(said)


def _compare(records: Sequence[Record]) -> Iterator[list[str]]:
    yield [
        _waves(records),
        *_sites(records),
        *tests_in_words(_found(records, "method")),
        "All tests are two-sided.",
    ]
    yield [*_effects(records), *_adjusted(records), *_pooled(records)]
    yield [*_people(records), *_weights(records), *_covariates(records)]
    yield list(_verdicts(records))


def _waves(records: Sequence[Record]) -> str:
    first = records[0]
    if "wave_from" not in first:
        return (
            "All waves are compared at once, and their trend is drawn where their dates are known."
        )
    return (
        f"Two waves are compared: a change is {first['wave_to']} minus {first['wave_from']}, and "
        f"its interval has a coverage of {_coverage(records)} (it is not adjusted for the number "
        "of tests)."
    )


def _sites(records: Sequence[Record]) -> Iterator[str]:
    if any(record["site"] is not None for record in records):
        yield "Every site is compared with itself."


def _coverage(records: Sequence[Record]) -> str:
    return f"{100 * float(str(records[0]['confidence'])):g}%"


def _effects(records: Sequence[Record]) -> Iterator[str]:
    names = _found(records, "effect_method")
    if names:
        yield f"Sizes of changes are also given without a unit: {'; '.join(names)}."


def _adjusted(records: Sequence[Record]) -> Iterator[str]:
    """Say over how many tests p is adjusted and how, family by family."""
    families = {
        (record.get("family"), record.get("adjust"), record.get("n_tests")): None
        for record in records
        if isinstance(record.get("adjust"), str)
    }
    for family, method, n in families:
        tests = "its one test" if n == 1 else f"its {n} tests"
        named = f"the family “{family}”" if family is not None else "the answers to a question"
        if method == "none":
            yield f"In {named} p is not adjusted for the number of tests."
        else:
            yield f"In {named} p is adjusted over {tests} ({METHODS[str(method)]})."


def _pooled(records: Sequence[Record]) -> Iterator[str]:
    if any(record.get("n_sites") is not None for record in records):
        yield (
            "All sites together are everyone in the sites that have both waves; that row stands "
            "outside the families and is judged by its own p."
        )


def _people(records: Sequence[Record]) -> Iterator[str]:
    linked = [record.get("n_pairs") is not None for record in records]
    if any(linked):
        yield (
            "The survey asked the same people again; where they could be linked between the waves, "
            "they are compared with themselves."
        )
    else:
        yield "Other people answered in every wave, and they are taken to be independent."
    if any(_count(record.get("n_prorated")) for record in records):
        yield "A scale's score is made of the answered items, where enough of them are answered."


def _weights(records: Sequence[Record]) -> Iterator[str]:
    weighted = any(record.get("verdict_unweighted") is not None for record in records)
    effective = any(record.get("n_effective_from") is not None for record in records)
    if weighted:
        yield (
            "Means and shares are weighted, counts of respondents are not, and standard errors "
            "allow for the weights."
        )
    elif effective:
        yield "Nothing is weighted; standard errors allow for sampling units."
    else:
        yield "Nothing is weighted."


def _covariates(records: Sequence[Record]) -> Iterator[str]:
    if any(record.get("estimate_adjusted") is not None for record in records):
        yield (
            "Beside the change stands the change between people alike in the declared covariates "
            "(least squares with robust standard errors)."
        )


def _verdicts(records: Sequence[Record]) -> Iterator[str]:
    found = set(_found(records, "verdict"))
    if found & {"improved", "declined"}:
        yield (
            "Improved and declined go by the end of each measure that is declared the better one."
        )
    level = bounded(1 - float(str(records[0]["confidence"])))
    if found & {"improved", "declined", "changed"}:
        yield f"A change counts as clear where its p, adjusted where it is, is below {level}."
    if "no_clear_change" in found:
        yield "No clear change is no proof that nothing changed."
    if "practically_unchanged" in found:
        yield (
            "Practically unchanged means that the interval lies within the smallest change that "
            "was declared to matter."
        )
    if "not_testable" in found:
        yield "What could not be tested has its reason beside it."


def _contrast(records: Sequence[Record]) -> Iterator[list[str]]:
    yield [
        "Sites with the intervention are set against comparison sites: the mean change of the ones "
        "less that of the others, every site counting the same.",
        *tests_in_words(_found(records, "method")),
        *_effects(records),
        *_adjusted(records),
        "So few places cannot show what set them apart: something else may have happened in them.",
    ]


def _reliability(records: Sequence[Record]) -> Iterator[list[str]]:
    intervals = ", ".join(_found(records, "alpha_method"))
    weights = "weighted" if any(record["weighted"] for record in records) else "unweighted"
    words = [
        "The reliability of a scale is Cronbach's alpha, of those who answered all of its items, "
        f"{weights}, with reversed items turned round; its interval of {_coverage(records)}: "
        f"{intervals}."
    ]
    if any(record["omega"] is not None for record in records):
        words.append(f"Omega: {OMEGA_LABEL}.")
    if any(record["spearman_brown"] is not None for record in records):
        words.append("A scale of two items is judged by the Spearman-Brown coefficient.")
    if any(record["alpha_ordinal"] is not None for record in records):
        words.append("Ordinal alpha and categorical omega take the responses as ordered.")
    yield words


def _themes(records: Sequence[Record]) -> Iterator[list[str]]:
    yield [
        "Themes are shares of respondents, not of mentions; one person may name several.",
        *tests_in_words(_found(records, "method")),
        *_theme_adjustment(records),
    ]


def _theme_adjustment(records: Sequence[Record]) -> Iterator[str]:
    names = [METHODS[name] for name in _found(records, "adjust") if name != "none"]
    if names:
        yield f"p is adjusted within a question, over its themes and groups ({', '.join(names)})."


def _found(records: Sequence[Record], key: str) -> list[str]:
    """List the different texts under a key, in order; what is withheld or absent is none."""
    values = (record.get(key) for record in records if record.get("status") != "not_testable")
    if key == "verdict":
        values = (record.get(key) for record in records)
    return list(dict.fromkeys(value for value in values if isinstance(value, str) and value))


def _count(value: object) -> int:
    return 0 if value is HIDDEN or not isinstance(value, int) else value


_WRITERS: Mapping[str, Callable[[Sequence[Record]], Iterator[list[str]]]] = MappingProxyType(
    {
        "compare": _compare,
        "contrast": _contrast,
        "reliability": _reliability,
        "themes": _themes,
    }
)
