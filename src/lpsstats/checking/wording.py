"""Questions whose label is not the same in two waves."""

from collections.abc import Iterator

from lpsstats.checking.context import Context
from lpsstats.checking.wave_columns import quoted, steps, subject
from lpsstats.dictionary.folding import fold
from lpsstats.findings import Finding
from lpsstats.survey.pairing import OTHER_QUESTION, label_score


def check(context: Context) -> Iterator[Finding]:
    """Compare the labels that the files give to each variable, wave by wave."""
    for variable in context.dictionary.variables.values():
        for first, second in steps(context, variable):
            old = first.export.labels.get(first.name, "")
            new = second.export.labels.get(second.name, "")
            if not old or not new or fold(old) == fold(new):
                continue
            match = label_score(old, new, first.labels, second.labels)
            other = match < OTHER_QUESTION
            what = "is another question" if other else "is worded otherwise"
            message = (
                f"{variable.key} {what} in {second.wave} ({quoted(new)}) than in {first.wave} "
                f"({quoted(old)}); match {match:.2f}."
            )
            path = ("variables", variable.key)
            code = "LPS201" if other else "LPS202"
            yield context.found(code, subject(first, second), message, *path)
