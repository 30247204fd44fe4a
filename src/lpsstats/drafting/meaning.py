"""What a question's answers are taken to mean, with a mark on everything that is a guess."""

from dataclasses import dataclass

from lpsstats.drafting.quoting import Code

Labels = tuple[tuple[Code, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFormat:
    """Type, range and labels as they will stand in the dictionary; questions may share one.

    Attributes
    ----------
    type : str
        A variable type of the dictionary.
    family : str
        What to call it where several questions share it.
    range : (float, float), optional
        The ends.
    low, high : str, optional
        What the ends mean.
    labels, missing : tuple of (code, str)
        The answers; the codes that stand for none.
    success : tuple of code
        The codes that count as a yes.
    better : str, optional
        The good end as the answers' words suggest it.
    more : str, optional
        The end that has more of what is asked.
    guesses : tuple of (str, str)
        Key and what to look at, for what is guessed from the words alone.
    """

    type: str
    family: str = ""
    range: tuple[float, float] | None = None
    low: str | None = None
    high: str | None = None
    labels: Labels = ()
    missing: Labels = ()
    success: tuple[Code, ...] = ()
    better: str | None = None
    more: str | None = None
    guesses: tuple[tuple[str, str], ...] = ()

    @property
    def ends(self) -> tuple[float, float] | None:
        """The lowest and the highest answer of a question that can be part of a scale."""
        codes = [code for code, _ in self.labels if not isinstance(code, str)]
        if self.type not in {"likert", "ordinal"}:
            return None
        return self.range or ((min(codes), max(codes)) if len(codes) > 1 else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """An answer format and what is to be looked at in one question only.

    Attributes
    ----------
    answers : AnswerFormat
        What may be shared.
    marks : tuple of str
        What to look at.
    note : str
        A fact worth a comment.
    """

    answers: AnswerFormat
    marks: tuple[str, ...] = ()
    note: str = ""
