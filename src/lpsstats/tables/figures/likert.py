"""The answers to ordered questions as bars that begin in the middle."""

from collections.abc import Iterator, Sequence
from math import fsum

from lpsstats.tables.figures.parts import BarChart, BarPanel, BarPart, BarRow
from lpsstats.tables.figures.reading import (
    have,
    is_number,
    not_drawn,
    number,
    printed,
    together,
    withheld,
)
from lpsstats.tables.model import Record, Table

ORDERED = frozenset({"likert", "ordinal"})
ABSENT = "only questions whose answers have an order, and with answers, are drawn so"
HOW = "The middle answer, where there is one, lies across the line"
HATCHED = (
    "Hatched: neighbouring answers whose numbers are withheld ([c]), together; it is what the "
    "other answers leave of 100%."
)
ACROSS = (
    "Where hatched answers reach over the middle, they lie at the line as if all of them were "
    "equally frequent."
)
# What says how frequent an answer is; withheld, if one of them is.
SHARES = ("n", "pct", "pct_weighted")
SLACK = 1e-6  # by how much shares may exceed 100 by the way computers add
SIDES = {
    "better": "the better answers are always at the right.",
    "order": "neither end is the better one: low codes are at the left.",
}


def likert_figure(table: Table) -> BarChart | None:
    """Draw how answers are distributed.

    Parameters
    ----------
    table : Table
        Of the answers to questions: a row for the question, then one for each answer.

    Returns
    -------
    BarChart or None
        Questions with the same answers share a panel; with sites or waves each question has one.
        `None` if no question has answers in an order.
    """
    if not table.records or "category" not in table.records[0]:
        return None
    blocks = list(together(table.records, _block).values())
    drawn = [block for block in blocks if _is_drawn(block)]
    if not drawn:
        return None
    hidden = sum(not _is_drawn(block) and _is_withheld(block) for block in blocks)
    absent = len(blocks) - len(drawn) - hidden
    sides = dict.fromkeys("better" if _better(table, block) else "order" for block in drawn)
    weighted = _is_weighted(drawn)
    panels = tuple(_panels(table, drawn))
    return BarChart(
        key="answers",
        title=table.title,
        panels=panels,
        sentences=(
            f"{HOW}; {' Elsewhere '.join(SIDES[side] for side in sides)}",
            f"Percentages are of those who answered{', weighted' if weighted else ''}.",
            *_of_together(panels),
            *not_drawn(hidden, absent, ABSENT),
        ),
        alternative="\n".join(_said(table, block) for block in drawn),
    )


def _block(record: Record) -> tuple[str, str, str]:
    return str(record["measure"]), str(record["site"]), str(record["wave"])


def _is_drawn(block: Sequence[Record]) -> bool:
    """Say whether a block has answers in an order whose shares are known, if some only together."""
    head, *answers = block
    known = [row for row in answers if not withheld(row, SHARES)]
    return (
        head["type"] in ORDERED
        and len(answers) > 1
        and all(have(row, "pct", "n") for row in known)
        and any(row["n"] for row in known)
        and not withheld(head, ("n",))
        and (len(known) == len(answers) or _is_one_run(answers))
    )


def _is_withheld(block: Sequence[Record]) -> bool:
    return block[0]["type"] in ORDERED and any(withheld(row, ("n", "pct")) for row in block)


def _is_one_run(answers: Sequence[Record]) -> bool:
    """Say whether the withheld answers are neighbours, several, and what they make up is known."""
    places = [place for place, row in enumerate(answers) if withheld(row, SHARES)]
    return places[-1] - places[0] == len(places) - 1 > 0 and _rest(answers) is not None


def _rest(answers: Sequence[Record]) -> float | None:
    """Give what the answers that are shown leave of 100%; nothing where they exceed it."""
    key = _share_key(answers)
    rest = 100.0 - fsum(number(row, key) or 0.0 for row in answers if not withheld(row, SHARES))
    return max(rest, 0.0) if rest > -SLACK else None


def _share_key(answers: Sequence[Record]) -> str:
    """Name the shares that are drawn: weighted where there are weights."""
    return "pct_weighted" if any(is_number(row["pct_weighted"]) for row in answers) else "pct"


def _of_together(panels: Sequence[BarPanel]) -> Iterator[str]:
    """Explain segments of several answers, where there are any."""
    rows = [row for panel in panels for row in panel.rows]
    if any(part.together for row in rows for part in row.parts):
        yield HATCHED
    if any(_reaches_over(part, row) for row in rows for part in row.parts):
        yield ACROSS


def _reaches_over(part: BarPart, row: BarRow) -> bool:
    """Say whether a segment of several answers lies on both sides of the line."""
    middle = (row.parts[-1].last + 1) / 2
    return part.together and part.first < middle < part.last + 1


def _is_weighted(drawn: Sequence[Sequence[Record]]) -> bool:
    return any(is_number(row["pct_weighted"]) for block in drawn for row in block[1:])


def _better(table: Table, block: Sequence[Record]) -> str | None:
    """Give the good end of a question; nothing where neither is."""
    end = table.better.get(str(block[0]["measure"]))
    return end if end in {"low", "high"} else None


def _ordered(table: Table, block: Sequence[Record]) -> list[Record]:
    """Put the answers from the worst to the best; else from low codes to high ones."""
    answers = list(block[1:])
    return answers[::-1] if _better(table, block) == "low" else answers


def _answer(record: Record) -> str:
    return str(record["category_label"] or record["category"])


def _place(table: Table, record: Record) -> str:
    """Name the site and wave of a row, if it is not of all."""
    wave = record["wave"]
    parts = (record["site_label"], wave and table.waves.get(str(wave), str(wave)))
    return ", ".join(str(part) for part in parts if part)


def _panels(table: Table, drawn: Sequence[Sequence[Record]]) -> Iterator[BarPanel]:
    parted = any(_place(table, block[0]) for block in drawn)
    panels: dict[tuple[object, ...], list[Sequence[Record]]] = {}
    for block in drawn:
        answers = tuple(map(_answer, _ordered(table, block)))
        key = (block[0]["measure"] if parted else None, answers, _better(table, block))
        panels.setdefault(key, []).append(block)
    for blocks in panels.values():
        sided = _better(table, blocks[0]) is not None
        yield BarPanel(
            title=str(blocks[0][0]["measure_label"]) if parted else "",
            answers=tuple(map(_answer, _ordered(table, blocks[0]))),
            at_low="worse" if sided else "low",
            at_high="better" if sided else "high",
            sided=sided,
            rows=tuple(_row(table, block, parted=parted) for block in blocks),
        )


def _row(table: Table, block: Sequence[Record], *, parted: bool) -> BarRow:
    head = block[0]
    return BarRow(
        label=(_place(table, head) or "all") if parted else str(head["measure_label"]),
        parts=tuple(_parts(table, _ordered(table, block))),
        n=printed(table, head, "n"),
    )


def _parts(table: Table, answers: Sequence[Record]) -> Iterator[BarPart]:
    """Give the answers' shares and how they are printed; those withheld as one part."""
    key = _share_key(answers)
    hidden = [place for place, row in enumerate(answers) if withheld(row, SHARES)]
    for place, row in enumerate(answers):
        if place not in hidden:
            yield _part(table, row, key, place, place)
        elif place == hidden[0]:
            yield _part(table, {**row, key: _rest(answers)}, key, place, hidden[-1])


def _part(table: Table, row: Record, key: str, first: int, last: int) -> BarPart:
    share = number(row, key) or 0.0
    return BarPart(share=share, text=printed(table, row, key), first=first, last=last)


def _said(table: Table, block: Sequence[Record]) -> str:
    """Say a bar in words."""
    place = _place(table, block[0])
    name = f"{block[0]['measure_label']}{f', {place}' if place else ''}"
    answers = _ordered(table, block)
    shares = [f"{_named(answers, part)} {part.text}%" for part in _parts(table, answers)]
    return f"{name} (n {printed(table, block[0], 'n')}): {', '.join(shares)}."


def _named(answers: Sequence[Record], part: BarPart) -> str:
    """Name the answer of a part, or the first and the last of those that are together."""
    first, last = _answer(answers[part.first]), _answer(answers[part.last])
    return f"{first} to {last} together" if part.together else first
