"""Which outcome and which predictors the options name, and what cannot be one."""

from collections.abc import Iterator, Sequence

from lpsstats.analysis.drivers.predictors import Named
from lpsstats.analysis.measures import Measure
from lpsstats.analysis.measuring import measure_of
from lpsstats.dictionary.model import Dictionary, Variable
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey

# The column of an answer, by wave: what a scale, a question and its boxes are made of.
Columns = frozenset[tuple[str, str]]


def choose_outcome(survey: Survey, key: str) -> Measure:
    """Choose what is to be explained.

    Raises
    ------
    UsageError
        If nothing has that name, or what has it has no mean.
    """
    dictionary = survey.dictionary
    if key not in dictionary.measures:
        raise UsageError(_unknown("--outcome", key, dictionary, dictionary.measures))
    measure = measure_of(survey, key)
    if measure.has_mean:
        return measure
    if measure.type == "multiple":
        message = f"--outcome {key}: ticked boxes have no mean; a --predictor they can be"
    else:
        message = (
            f"{dictionary.where('variables', key)}: --outcome {key}: answers without order have no "
            "mean; declare which of them are a `success` to take their share"
        )
    raise UsageError(message)


def choose_predictors(
    survey: Survey, keys: Sequence[str], outcome: str, waves: Sequence[int]
) -> tuple[Named, ...]:
    """Choose what the outcome is set against, in the order given and each once.

    Parameters
    ----------
    survey : Survey
        Its dictionary and its boxes.
    keys : sequence of str
        Scales, questions, multiple responses, or a box of one as `question.box`.
    outcome : str
        The key of the outcome.
    waves : sequence of int
        The waves that are put together: a question that is declared not comparable needs one.

    Raises
    ------
    UsageError
        If there is none; a name is unknown; one has neither an order nor a `success`; or one is
        made of answers that the outcome is made of.
    """
    if not keys:
        message = "--predictor is missing: name at least one question that the outcome may go with"
        raise UsageError(message)
    chosen: dict[Named, None] = {}
    for key in keys:
        for named in _named(survey, key, waves):
            _refuse_own(survey.dictionary, key, named.variable, outcome)
            chosen[named] = None
    return tuple(chosen)


def _named(survey: Survey, key: str, waves: Sequence[int]) -> Iterator[Named]:
    """Give the predictors that a name stands for."""
    dictionary = survey.dictionary
    known = _usable(dictionary, waves)
    if key in known:
        boxes = survey.boxes.get(key)
        if boxes is None:
            _refuse_without_order(dictionary, key)
            yield Named(variable=key)
            return
        yield from (Named(variable=key, box=box) for box in range(len(boxes.categories)))
        return
    question, _, box = key.partition(".")
    if question in known and question in survey.boxes:
        codes = [code for code, _ in survey.boxes[question].categories]
        if box not in codes:
            meant = did_you_mean(box, codes) or f" (there are: {', '.join(codes)})"
            message = f"--predictor {key}: {question} has no box {box}{meant}"
            raise UsageError(message)
        yield Named(variable=question, box=codes.index(box))
        return
    raise UsageError(_unknown("--predictor", key, dictionary, known))


def _usable(dictionary: Dictionary, waves: Sequence[int]) -> tuple[str, ...]:
    """List what may be a predictor: measures, who people are, and in one wave what only it has."""
    alone = [
        key
        for key, variable in dictionary.variables.items()
        if not variable.comparable and variable.type not in {"text", "date"} and len(waves) == 1
    ]
    return tuple(dict.fromkeys([*dictionary.measures, *dictionary.covariates, *alone]))


def _refuse_without_order(dictionary: Dictionary, key: str) -> None:
    variable = dictionary.variables.get(key)
    if variable is not None and variable.type == "categorical" and not variable.success:
        message = (
            f"{dictionary.where('variables', key)}: --predictor {key}: answers without order; "
            "declare which of them are a `success`, so that they are a yes or no"
        )
        raise UsageError(message)


def _refuse_own(dictionary: Dictionary, name: str, predictor: str, outcome: str) -> None:
    """Refuse to explain answers by themselves."""
    if predictor == outcome:
        message = f"--predictor {name}: that is the outcome itself; name another"
        raise UsageError(message)
    if _columns(dictionary, predictor) & _columns(dictionary, outcome):
        message = (
            f"--predictor {name}: shares answers with the outcome {outcome} and would go with it "
            "for that alone; name another"
        )
        raise UsageError(message)


def _columns(dictionary: Dictionary, key: str) -> Columns:
    """List the columns that a scale or a question is made of, in every wave."""
    scale = dictionary.scales.get(key)
    if scale is not None:
        return frozenset().union(*(_columns(dictionary, item) for item in scale.items))
    return frozenset(_columns_of(dictionary.variables[key]))


def _columns_of(variable: Variable) -> Iterator[tuple[str, str]]:
    yield from variable.names.items() if not variable.column_names else ()
    for names in variable.column_names.values():
        yield from names.items()


def _unknown(option: str, key: str, dictionary: Dictionary, known: Sequence[str]) -> str:
    """Say why a name cannot be used, with the nearest one that can."""
    variable = dictionary.variables.get(key)
    if variable is not None and not variable.comparable:
        why = f" ({variable.reason})" if variable.reason else ""
        one = "; one --wave alone would do" if option == "--predictor" else ""
        return f"{option} {key}: declared not comparable between waves{why}{one}"
    if variable is not None:
        what = "text" if variable.type == "text" else variable.type
        return f"{option} {key}: places or describes respondents ({what}), and is no measure"
    meant = did_you_mean(key, known)
    others = f" (there are: {', '.join(known)})" if len(known) <= 12 else ""
    return f"{option} {key}: nothing of that name{meant or others}"
