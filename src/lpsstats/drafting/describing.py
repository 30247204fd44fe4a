"""From what was observed to what it means, whether the file has labels or not."""

from dataclasses import replace

from lpsstats.dictionary.folding import folded
from lpsstats.drafting.labelled import labelled_meaning
from lpsstats.drafting.meaning import AnswerFormat, Meaning
from lpsstats.drafting.observing import Observed
from lpsstats.drafting.unlabelled import DATE_FORMAT, unlabelled_meaning
from lpsstats.survey.no_answer import means_no_answer


def describe(seen: Observed) -> Meaning:
    """Say what the answers of a question mean.

    Parameters
    ----------
    seen : Observed
        What the files hold of it.
    """
    if seen.format and DATE_FORMAT.match(seen.format):
        return Meaning(answers=AnswerFormat(type="date"))
    if not seen.labels:
        return _mixed(seen) or unlabelled_meaning(seen)
    words = {folded(text) for text in (*seen.labels.values(), *seen.declared.values())}
    words |= {folded(code) for code in seen.labels if isinstance(code, str)}
    texts = [code for code in seen.counts if isinstance(code, str)]
    loose = [text for text in texts if folded(text) not in words and not means_no_answer(text)]
    if loose:
        what = "answer is" if len(loose) == 1 else "answers are"
        mark = f"{len(loose)} {what} not among the labels of the file"
        return Meaning(answers=AnswerFormat(type="text"), marks=(mark,))
    if any(not isinstance(code, str) for code in seen.labels):
        seen = replace(seen, counts={c: n for c, n in seen.counts.items() if c not in texts})
    return labelled_meaning(seen) or unlabelled_meaning(_without_labels(seen))


def _mixed(seen: Observed) -> Meaning | None:
    """Give up on a question that is numbers in one file and texts in another."""
    kinds = {isinstance(code, str) for code in seen.counts}
    if seen.kind != "text" or len(kinds) < 2:
        return None
    return Meaning(
        answers=AnswerFormat(type="text"), marks=("numbers in one file and texts in another",)
    )


def _without_labels(seen: Observed) -> Observed:
    """Drop labels of no use, and take codes that mean no answer out of the answers."""
    silent = {code: text for code, text in seen.labels.items() if means_no_answer(text)}
    counts = {code: n for code, n in seen.counts.items() if code not in silent}
    numbers = [code for code in counts if not isinstance(code, str)]
    return replace(
        seen,
        labels={},
        counts=counts,
        low=min(numbers, default=seen.low),
        high=max(numbers, default=seen.high),
        n=sum(counts.values()) if seen.counts else seen.n,
        kind=seen.kind if counts or not seen.counts else "empty",
        declared={**seen.declared, **silent},
        undeclared=seen.undeclared | silent.keys(),
    )
