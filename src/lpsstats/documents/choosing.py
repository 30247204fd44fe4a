"""What the options name: waves, sites, scales. A wrong name is answered with the nearest one."""

from collections.abc import Sequence

from lpsstats.dictionary.model import Dictionary, Scale
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import UsageError
from lpsstats.survey.model import Survey


def refuse_weights(survey: Survey) -> None:
    """Refuse to give unweighted results of a survey that was read with its weights.

    Raises
    ------
    UsageError
        If it was.
    """
    if survey.weight is not None:
        message = (
            f"{survey.dictionary.where('survey', 'weight')}: these results are unweighted and the "
            "survey was read with its weights; write `weight: none` to have them so, knowingly"
        )
        raise UsageError(message)


def choose_scales(dictionary: Dictionary, keys: Sequence[str]) -> tuple[Scale, ...]:
    """Choose scales by key, in the dictionary's order; all of them where none is named.

    Raises
    ------
    UsageError
        If a key is no scale, or the dictionary declares none.
    """
    if not dictionary.scales:
        message = f"{dictionary.path.name} declares no scales; add some under `scales`"
        raise UsageError(message)
    for key in keys:
        if key not in dictionary.scales:
            raise UsageError(_not_a_scale(dictionary, key))
    return tuple(s for key, s in dictionary.scales.items() if not keys or key in keys)


def _not_a_scale(dictionary: Dictionary, key: str) -> str:
    known = ", ".join(dictionary.scales)
    if key in dictionary.variables:
        return f"--measure {key}: a single item; scales are compared ({known})"
    meant = did_you_mean(key, dictionary.scales) or f" (there are: {known})"
    return f"--measure {key}: no scale of that name{meant}"


GROUPS = ("scales", "items", "all")


def choose_measures(dictionary: Dictionary, names: Sequence[str]) -> tuple[str, ...]:
    """Choose what is compared, in the dictionary's order.

    Parameters
    ----------
    dictionary : Dictionary
        Its scales, questions and families.
    names : sequence of str
        Keys of measures or families, `scales`, `items` (single questions) or `all`; without any,
        the scales, or everything where there are none.

    Raises
    ------
    UsageError
        If a name is none of these, or there is nothing to compare.
    """
    if not dictionary.measures:
        message = (
            f"{dictionary.path.name} declares nothing that can be compared; add `scales`, or "
            "questions with a type and their answers"
        )
        raise UsageError(message)
    chosen: set[str] = set()
    for name in names or (("scales",) if dictionary.scales else ("all",)):
        chosen |= set(_named_measures(dictionary, name))
    return tuple(key for key in dictionary.measures if key in chosen)


def _named_measures(dictionary: Dictionary, name: str) -> Sequence[str]:
    """Give the measures that a name stands for: its own first, then a group's, then a family's."""
    families = {family.key: family.measures for family in dictionary.families}
    questions = [key for key in dictionary.measures if key not in dictionary.scales]
    groups = {"scales": list(dictionary.scales), "items": questions, "all": dictionary.measures}
    if name in dictionary.measures:
        return [name]
    found = groups.get(name, families.get(name))
    if found is None:
        raise UsageError(_not_a_measure(dictionary, name))
    if not found:
        message = f"--measure {name}: {dictionary.path.name} declares no {name}"
        raise UsageError(message)
    return found


def _not_a_measure(dictionary: Dictionary, name: str) -> str:
    """Say why a name cannot be compared."""
    variable = dictionary.variables.get(name)
    if variable is not None:
        why = f" ({variable.reason})" if variable.reason else ""
        if not variable.comparable:
            return f"--measure {name}: declared not comparable{why}"
        if name in {one.second_coder for one in dictionary.variables.values()}:
            return f"--measure {name}: a second coder's coding; `themes --table agreement` has it"
        return (
            f"--measure {name}: places or describes respondents (or is text), and is no outcome "
            "to be compared"
        )
    families = [family.key for family in dictionary.families]
    known = [*dictionary.measures, *families, *GROUPS]
    meant = did_you_mean(name, known)
    if meant:
        return f"--measure {name}: nothing of that name{meant}"
    scales = ", ".join(dict.fromkeys([*dictionary.scales, *families, *GROUPS]))
    return f"--measure {name}: nothing of that name (there are: {scales}, and single questions)"


def choose_linked(dictionary: Dictionary, linked: str | None) -> str | None:
    """Choose how linked respondents are tested.

    Raises
    ------
    UsageError
        If nobody can be linked, because the survey is no panel.
    """
    if linked is not None and dictionary.design != "panel":
        message = (
            f"--linked {linked}: the survey is not declared design: panel "
            f"({dictionary.where('survey', 'design')}), so nobody is linked"
        )
        raise UsageError(message)
    return linked


def choose_sites(dictionary: Dictionary, keys: Sequence[str]) -> frozenset[str]:
    """Choose sites by key; all of them where none is named.

    Raises
    ------
    UsageError
        If a key is no site.
    """
    known = [site.key for site in dictionary.sites if site.key]
    for key in keys:
        if key not in known:
            meant = did_you_mean(key, known) or f" (there are: {', '.join(known) or 'none'})"
            message = f"--site {key}: no site of that name{meant}"
            raise UsageError(message)
    return frozenset(keys or known)


def _unsaid(earlier: str | None, later: str | None) -> str:
    """Say which of two waves the dictionary chose."""
    if later is None:
        return " (the dictionary's endline)"
    return "" if earlier is not None else " (from the dictionary's baseline)"


def choose_waves(dictionary: Dictionary, earlier: str | None, later: str | None) -> tuple[int, int]:
    """Choose the two waves by key; the baseline and the endline where not named.

    Raises
    ------
    UsageError
        If a key is no wave, the second is not later than the first, or there is only one.
    """
    if len(dictionary.waves) == 1:
        only = dictionary.waves[0].key
        message = (
            f"{dictionary.where('waves', 'values')}: a comparison needs two waves, not {only} alone"
        )
        raise UsageError(message)
    names = (earlier or dictionary.baseline, later or dictionary.endline)
    keys = [wave.key for wave in dictionary.waves]
    for option, key in zip(("--from", "--to"), names, strict=True):
        if key not in keys:
            meant = did_you_mean(key, keys) or f" (there are: {', '.join(keys)})"
            message = f"{option} {key}: no wave of that name{meant}"
            raise UsageError(message)
    first, second = (keys.index(key) for key in names)
    if first >= second:
        message = (
            f"from {names[0]} to {names[1]}{_unsaid(earlier, later)}: the second wave must be the "
            f"later one (in order: {', '.join(keys)})"
        )
        raise UsageError(message)
    return first, second


def choose_confidence(dictionary: Dictionary, confidence: float | None) -> float:
    """Choose the coverage of intervals.

    Raises
    ------
    UsageError
        If it is not between 0.5 and 1.
    """
    chosen = dictionary.interval if confidence is None else confidence
    if not 0.5 < chosen < 1:
        hint = f"; did you mean {chosen / 100:g}?" if 50 < chosen < 100 else ""
        declared = f"{dictionary.where('analysis', 'interval')}: analysis.interval"
        place = declared if confidence is None else "--confidence"
        message = f"{place} {chosen:g}: must lie between 0.5 and 1{hint}"
        raise UsageError(message)
    return chosen


def choose_effect(dictionary: Dictionary, effect: str) -> str:
    """Choose the standard deviation that effects rest on.

    Raises
    ------
    UsageError
        If the same people are compared by the pooled SD, which supposes different people.
    """
    if effect == "pooled" and dictionary.design == "panel":
        message = (
            "--effect pooled: the pooled SD is for different people in every wave, and this survey "
            f"is declared design: panel ({dictionary.where('survey', 'design')}); leave it out"
        )
        raise UsageError(message)
    return effect
