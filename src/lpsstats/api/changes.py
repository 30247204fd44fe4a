"""What changed between waves, and whether more where something was done."""

from lpsstats.api.arguments import (
    Adjust,
    EffectSize,
    Linked,
    Names,
    Verdict,
    names,
    refuse_below,
    refuse_others,
)
from lpsstats.api.result import Result
from lpsstats.documents.all_waves import all_waves_document
from lpsstats.documents.comparison import comparison_document
from lpsstats.documents.contrast import contrast_document
from lpsstats.survey.model import Survey

SEED = 20180501


def compare(
    survey: Survey,
    *,
    wave_from: str | None = None,
    wave_to: str | None = None,
    sites: Names = (),
    measures: Names = (),
    adjust: Adjust | None = None,
    confidence: float | None = None,
    effect: EffectSize = "average",
    linked: Linked | None = None,
    robust: bool = False,
    fail_on: Verdict | None = None,
    seed: int = SEED,
) -> Result:
    """Compare two waves, site by site and scale by scale: what changed, and is it better.

    Parameters
    ----------
    survey : Survey
        From `read`.
    wave_from, wave_to : str, optional
        Keys of the earlier and the later wave; the dictionary's baseline and endline by default.
    sites : str or sequence of str
        Show only these; p-values stay adjusted over all.
    measures : str or sequence of str
        Scales, questions, families, `scales`, `items` or `all`; the scales by default.
    adjust : str, optional
        One adjustment of p for all families, instead of what each declares.
    confidence : float, optional
        Coverage of intervals, such as 0.99; the dictionary's by default.
    effect : str
        `average` or `pooled`: the SD that Hedges g rests on.
    linked : str, optional
        Panels: `pairs`, `overlapping` or `independent` for every row.
    robust : bool
        Also say how many other defensible analyses give each verdict.
    fail_on : str, optional
        `declined`: a finding that is an error for every such row of a family.
    seed : int
        Where random numbers start.

    Returns
    -------
    Result
        A row per site and measure; `estimate` is the later wave less the earlier one, in the
        measure's own units (points of a percentage), whichever end is better: `verdict` says that.
        Missing answers count as the dictionary declares, and what cannot be tested has a `reason`.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or an argument does not go with its design.

    Examples
    --------
    >>> import lpsstats
    >>> changes = lpsstats.compare(lpsstats.read(), sites="whaddon")
    >>> sorted(set(changes.to_frame().site))
    ['whaddon']
    """
    refuse_others("adjust", adjust, Adjust)
    refuse_others("effect", effect, EffectSize)
    refuse_others("linked", linked, Linked)
    refuse_others("fail_on", fail_on, Verdict)
    refuse_below("seed", seed, 0)
    document = comparison_document(
        survey,
        waves=(wave_from, wave_to),
        sites=names(sites),
        measures=names(measures),
        adjust=adjust,
        confidence=confidence,
        effect=effect,
        linked=linked,
        fail_on=fail_on,
        seed=seed,
        robust=robust,
    )
    return Result(document=document)


def compare_all_waves(
    survey: Survey,
    *,
    sites: Names = (),
    measures: Names = (),
    adjust: Adjust | None = None,
    confidence: float | None = None,
    seed: int = SEED,
) -> Result:
    """Test all waves at once, and draw their trend; the command line's `compare --waves all`.

    Parameters
    ----------
    survey, sites, measures, adjust, confidence, seed
        As in `compare`; the survey has three waves or more.

    Returns
    -------
    Result
        A row per site and measure, and a table of the steps between waves.

    Raises
    ------
    UsageError
        As `compare`, and if there are two waves only.

    Examples
    --------
    >>> import lpsstats
    >>> lpsstats.compare_all_waves(lpsstats.read(), measures="trust").table_names
    ('waves', 'steps')
    """
    refuse_others("adjust", adjust, Adjust)
    refuse_below("seed", seed, 0)
    document = all_waves_document(
        survey,
        sites=names(sites),
        measures=names(measures),
        adjust=adjust,
        confidence=confidence,
        seed=seed,
    )
    return Result(document=document)


def contrast(
    survey: Survey,
    *,
    wave_from: str | None = None,
    wave_to: str | None = None,
    measures: Names = (),
    intervention: Names = (),
    comparison: Names = (),
    pairs: bool = False,
    adjust: Adjust | None = None,
    confidence: float | None = None,
    seed: int = SEED,
) -> Result:
    """Set intervention sites against comparison sites: did they change more, and how sure is it.

    Parameters
    ----------
    survey, wave_from, wave_to, measures, adjust, confidence, seed
        As in `compare`.
    intervention, comparison : str or sequence of str
        Keys of sites, instead of those whose role puts them on that side.
    pairs : bool
        Also set each intervention site against each comparison site.

    Returns
    -------
    Result
        A row per measure and contrast; `estimate` is the change of the first side less that of
        the other.

    Raises
    ------
    UsageError
        If a name is not in the dictionary, or a side has no site.

    Examples
    --------
    >>> import lpsstats
    >>> frame = lpsstats.contrast(lpsstats.read(), measures="trust").to_frame()
    >>> set(frame.measure)
    {'trust'}
    """
    refuse_others("adjust", adjust, Adjust)
    refuse_below("seed", seed, 0)
    document = contrast_document(
        survey,
        waves=(wave_from, wave_to),
        measures=names(measures),
        intervention=names(intervention),
        comparison=names(comparison),
        pairs=pairs,
        adjust=adjust,
        confidence=confidence,
        seed=seed,
    )
    return Result(document=document)
