"""Names that SPSS takes, for columns that may be called anything.

The rules are those of the SPSS Statistics command syntax reference, "Variable names".
"""

from collections.abc import Iterator, Sequence

from lpsstats.survey.scored_names import Names

LONGEST = 64  # bytes
MARKS = frozenset("._$#@")
RESERVED = frozenset(
    ("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with")
)
MOST_SHOWN = 8


def spss_names(names: Sequence[str]) -> tuple[str, ...]:
    """Give every column a name that SPSS takes: its own, or the nearest to it that is free."""
    taken = Names()
    # Names that are fine as they are keep theirs, whatever stands before them.
    fine = {name: taken.claim(name) for name in names if _nearest(name) == name}
    return tuple(fine.get(name) or _claimed(name, taken) for name in names)


def _claimed(name: str, taken: Names) -> str:
    stem = _nearest(name)
    claimed = taken.claim(stem)
    while len(claimed.encode()) > LONGEST:
        stem = stem[:-1]
        claimed = taken.claim(stem)
    return claimed


def _nearest(name: str) -> str:
    """Replace what SPSS refuses: other characters, a wrong first or last one, a reserved word."""
    plain = "".join(c if c.isalnum() or c in MARKS else "_" for c in name)
    if not plain[:1].isalpha() and not plain.startswith("@"):
        plain = f"v_{plain.lstrip('_$#.')}"
    short = plain.encode()[:LONGEST].decode(errors="ignore").rstrip(".")
    return f"{short}_" if short.casefold() in RESERVED else short


def renamed_notes(names: Sequence[str], written: Sequence[str]) -> Iterator[str]:
    """Say which names had to be changed."""
    changed = [(a, b) for a, b in zip(names, written, strict=True) if a != b]
    if changed:
        shown = ", ".join(f"'{a}' as '{b}'" for a, b in changed[:MOST_SHOWN])
        more = f" and {len(changed) - MOST_SHOWN:,} more" if len(changed) > MOST_SHOWN else ""
        yield f"SPSS does not take every name; written are {shown}{more}."
