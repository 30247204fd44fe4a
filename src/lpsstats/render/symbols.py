"""Which letters of a heading or a sentence are statistical symbols, which the APA sets in italics.

Greek letters and the words that qualify a symbol (`adj` of `p adj`) stay upright. A sentence may
quote labels of a survey, so that a letter counts there only where its neighbours leave no doubt.
"""

import re
from itertools import pairwise

# Whole headings, apart from what stands before or after the symbol.
_HEADINGS = (
    r"(?P<{}>SD|df|[pnNMtFrgdVzk])"
    r"(?: (?:adj|trend|eff\.|items|needed|unchanged|weighted|corr\.|partial|error|[\d.]+% CI))?",
    r"(?:Mean|Item-rest) (?P<{}>r)",
    r"Weakest item \((?P<{}>r)\)",
    r"Effective (?P<{}>n)",
    r"(?:Weighted|in) (?P<{}>SD)",
    r"Δ(?P<{}>p|df)",
    r"(?:of )?(?P<{}>R)²",
)
_NUMBER = r"(?:[+\-−]?(?:\d|\.\d)|\[c\])"  # or the mark of one that is withheld
_ALONE = r"(?<![\w.'’\-])"
_END = r"(?![\w'’\-])"
# What a symbol is within a sentence; lookarounds hold its neighbours.
_IN_PROSE = (
    # p = .012, n = 99, t(98.2) = 2.01, F(2, 300) < 1
    rf"{_ALONE}(?:SD|df|[pnNMtFrgdVz])(?=(?:\(\d[\d., ]*\))?\s?[=<>≤≥]\s?{_NUMBER})",
    # df = n less sites; what the letters at a note's head stand for
    rf"{_ALONE}(?:df|n)(?= = \w)|(?<=df = )n{_END}",
    r"^(?:SD|[pnNMtFrgdVz])(?=: )|(?<=\. )[pngr](?=: )",
    rf"{_ALONE}SD{_END}",
    rf"{_ALONE}df{_END}",
    rf"{_ALONE}p(?= adj\b|-values?\b| values?\b| trend\b)",
    rf"(?<=own )p{_END}|(?<=the )[pnr]{_END}|(?<=adjusted )p{_END}|(?<=smallest )p{_END}",
    rf"(?<=boxes' )p{_END}|(?<=, its )p{_END}|(?<=interval and )p{_END}|(?<=as )p(?=,)",
    rf"{_ALONE}p(?= (?:is|not|by|that|of|rests?) )",
    r"(?<![\w.’\-])t(?=[ \-]tests?\b)|(?<=Welch's )t\b(?!-)|(?<= p by )t\b",
    rf"(?<=Wald )F{_END}|{_ALONE}F(?= tests )",
    rf"(?<=Hedges )g{_END}|(?<=Cohen's )d{_END}|(?<=Fisher's )z{_END}",
    rf"(?<=Cramer's )V{_END}|(?<=Cramér's )V{_END}",
    rf"{_ALONE}r(?= (?:partial|corr\.|over the root|is of)(?:\W|$))",
    rf"(?<=item-rest )r{_END}|(?<=Item-rest )r{_END}|(?<=Mean )r{_END}|(?<=sign of )r{_END}",
    rf"{_ALONE}n(?=, mean\b)",
)
_HEADING = re.compile("|".join(form.format(f"s{i}") for i, form in enumerate(_HEADINGS)))
_PROSE = re.compile("|".join(_IN_PROSE))


def spans(text: str) -> tuple[tuple[str, bool], ...]:
    """Split a heading, a note or a sentence into symbols and all else.

    Parameters
    ----------
    text : str
        As it is shown, before anything is escaped.

    Returns
    -------
    tuple of (str, bool)
        The parts, none empty, which joined are the text; true for those set in italics.
    """
    heading = _HEADING.fullmatch(text)
    if heading is not None:
        places = [heading.span(heading.lastgroup or 0)]
    else:
        places = [found.span() for found in _PROSE.finditer(text)]
    edges = [0, *(edge for place in places for edge in place), len(text)]
    # Upright and italic parts take turns, beginning upright.
    parts = ((text[a:b], bool(i % 2)) for i, (a, b) in enumerate(pairwise(edges)))
    return tuple((part, italic) for part, italic in parts if part)
