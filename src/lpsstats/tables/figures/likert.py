"""The answers to ordered questions as bars that begin in the middle."""

from collections.abc import Iterator, Sequence

from lpsstats.tables.figures.parts import BarChart, BarPanel, BarRow
from lpsstats.tables.figures.reading import (
    have,
    is_number,
    not_drawn,
    printed,
    together,
    withheld,
)
from lpsstats.tables.model import Record, Table

ORDERED = frozenset({"likert", "ordinal"})
ABSENT = "only questions whose answers have an order, and with answers, are drawn so"
HOW = "Bars begin at the line, in the middle of the middle answer where there is one"
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
    hidden = sum(any(withheld(row, ("n", "pct")) for row in block) for block in blocks)
    absent = len(blocks) - len(drawn) - hidden
    sides = dict.fromkeys("better" if _better(table, block) else "order" for block in drawn)
    weighted = _is_weighted(drawn)
    return BarChart(
        key="answers",
        title=table.title,
        panels=tuple(_panels(table, drawn)),
        sentences=(
            f"{HOW}; {' Elsewhere '.join(SIDES[side] for side in sides)}",
            f"Percentages are of those who answered{', weighted' if weighted else ''}.",
            *not_drawn(hidden, absent, ABSENT),
        ),
        alternative=" ".join(_said(table, block) for block in drawn),
    )


def _block(record: Record) -> tuple[str, str, str]:
    return str(record["measure"]), str(record["site"]), str(record["wave"])


def _is_drawn(block: Sequence[Record]) -> bool:
    """Say whether a block has answers in an order, all of them known."""
    head, *answers = block
    return (
        head["type"] in ORDERED
        and len(answers) > 1
        and all(have(row, "pct", "n") for row in answers)
        and any(row["n"] for row in answers)
        and not withheld(head, ("n",))
    )


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
            at_low="worse" if sided else "",
            at_high="better" if sided else "",
            rows=tuple(_row(table, block, parted=parted) for block in blocks),
        )


def _row(table: Table, block: Sequence[Record], *, parted: bool) -> BarRow:
    head = block[0]
    return BarRow(
        label=(_place(table, head) or "all") if parted else str(head["measure_label"]),
        parts=tuple(_part(table, answer) for answer in _ordered(table, block)),
        n=printed(table, head, "n"),
    )


def _part(table: Table, answer: Record) -> tuple[float, str]:
    """Give the share of an answer, weighted where there are weights, and how it is printed."""
    for key in ("pct_weighted", "pct"):
        share = answer[key]
        if is_number(share):
            return float(share), printed(table, answer, key)
    return 0.0, ""


def _said(table: Table, block: Sequence[Record]) -> str:
    """Say a bar in words."""
    place = _place(table, block[0])
    name = f"{block[0]['measure_label']}{f', {place}' if place else ''}"
    shares = [f"{_answer(answer)} {_part(table, answer)[1]}%" for answer in _ordered(table, block)]
    return f"{name} (n {printed(table, block[0], 'n')}): {', '.join(shares)}."
