"""A tidy table read by the roles of its columns: what `counts` takes in place of a survey."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.analysis.counts.tidy_cells import Cells, filled, read_cells, remarks
from lpsstats.dictionary.suggest import did_you_mean
from lpsstats.errors import DataError, UsageError
from lpsstats.stats.moments import FloatArray, IntArray
from lpsstats.survey.export import Export
from lpsstats.survey.numbers import as_number, counted, short

MOST_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidy:
    """A table whose columns have roles; rows that are empty in all of them are left out.

    Attributes
    ----------
    name : str
        The file's name.
    n_rows : int
        Rows that are left.
    n_blank : int
        Rows left out, every role being empty.
    notes : tuple of str
        What the reader of the file assumed; what was unified, left out or taken as missing, with
        counts. Never a text of the file.
    cells : mapping of role to Cells
        The columns.
    rows : ndarray of int, shape (n_rows,)
        The position in the file of each row that is left.
    row_word, first_row : str and int
        As in `Export`.
    decimal, coded_missing : str and frozenset of str
        As in `Export`.
    """

    name: str
    n_rows: int
    n_blank: int
    notes: tuple[str, ...]
    cells: Mapping[str, Cells]
    rows: IntArray
    row_word: str
    first_row: int
    decimal: str
    coded_missing: frozenset[str]

    def has(self, role: str) -> bool:
        """Say whether the file has a column for the role."""
        return role in self.cells

    def line(self, i: int) -> int:
        """Give the line of the file (the row of a sheet, the case) in which row `i` stands."""
        return self.first_row + int(self.rows[i])

    def where(self, i: int) -> str:
        """Give the place of row `i` for a message: `line 7`, `row 7` or `case 7`."""
        return f"{self.row_word} {self.line(i)}"

    def text(self, role: str) -> tuple[str, ...]:
        """Give the texts of a role, one per row, empty where the cell is.

        Texts that differ in nothing but case and blanks are all written as the first of them.
        """
        cells = self.cells[role]
        return tuple(cells.levels[i] for i in cells.first[cells.codes].tolist())

    def numbers(self, role: str) -> FloatArray:
        """Give the numbers of a role, shape (n_rows,), NaN where the cell is empty.

        Raises
        ------
        DataError
            If a cell holds something that is no number.
        """
        cells = self.cells[role]
        if cells.values is not None:
            values, odd = cells.values, np.isinf(cells.values)
        else:
            read = [self._number(level) for level in cells.levels]
            wrong = np.array([number is None for number in read], dtype=bool)
            known = np.array([np.nan if n is None else n for n in read], dtype=np.float64)
            values, odd = known[cells.codes], wrong[cells.codes]
        if odd.any():
            raise DataError(self._no_number(role, np.flatnonzero(odd)))
        return values

    def _number(self, level: str) -> float | None:
        """Read a text as a number: NaN where it says that there is none, `None` where it is odd."""
        if not level or level in self.coded_missing:
            return np.nan
        number = as_number(level, self.decimal)
        return number if number is not None and np.isfinite(number) else None

    def _no_number(self, role: str, rows: IntArray) -> str:
        number = counted(len(rows), "value")
        are = "is" if len(rows) == 1 else "are"
        point = "point" if self.decimal == "." else "comma"
        return (
            f"{self.name}: {role} (column '{short(self.cells[role].column)}'): {number} {are} no "
            f"number, the first in {self.where(int(rows[0]))}.\nWrite plain numbers with a decimal "
            f"{point} and no thousands mark; leave the cell empty where nothing was recorded."
        )


def read_tidy(
    export: Export, roles: Mapping[str, str], required: Sequence[str], optional: Sequence[str]
) -> Tidy:
    """Find the column of each role and read it.

    Parameters
    ----------
    export : Export
        The file, all columns read.
    roles : mapping of role to str
        The column of a role, where it does not bear the role's name.
    required, optional : sequence of str
        The roles; a column for each of the former must be there.

    Returns
    -------
    Tidy
        The rows in which at least one role is filled.

    Raises
    ------
    DataError
        If a column is missing, or two bear its name. Case and outer blanks of names do not count.
    UsageError
        If `roles` names something that is no role, or one column for two roles.
    """
    known = (*required, *optional)
    _refuse_unknown(roles, known)
    found = {
        role: name
        for role in known
        if (name := _column(export, role, roles, needed=role in required or role in roles))
    }
    _refuse_shared(found)
    raw = {role: read_cells(export, name) for role, name in found.items()}
    kept = np.flatnonzero(filled(raw.values(), export.n_rows))
    n_blank = export.n_rows - len(kept)
    cells = {role: each.take(kept) for role, each in raw.items()}
    return Tidy(
        name=export.name,
        n_rows=len(kept),
        n_blank=n_blank,
        notes=tuple(_notes(export, cells, n_blank)),
        cells=cells,
        rows=kept,
        row_word=export.row_word,
        first_row=export.first_row,
        decimal=export.decimal,
        coded_missing=export.coded_missing,
    )


def _refuse_unknown(roles: Mapping[str, str], known: Sequence[str]) -> None:
    for role in roles:
        if role not in known:
            hint = did_you_mean(role, known)
            message = f"--column {short(role)}=...: there is no such role{hint}; {', '.join(known)}"
            raise UsageError(message)


def _refuse_shared(found: Mapping[str, str]) -> None:
    taken: dict[str, str] = {}
    for role, name in found.items():
        other = taken.setdefault(name, role)
        if other != role:
            message = (
                f"--column: '{short(name)}' is the column of both {other} and {role}; name two"
            )
            raise UsageError(message)


def _column(export: Export, role: str, roles: Mapping[str, str], *, needed: bool) -> str | None:
    """Find the name of a role's column; nothing where an optional one is absent."""
    wanted = roles.get(role, role)
    matches = [name for name in export.column_names if _plain(name) == _plain(wanted)]
    if len(matches) > 1:
        named = ", ".join(f"'{short(name)}'" for name in matches)
        raise DataError(
            f"{export.name}: {len(matches)} columns could be '{short(wanted)}', the {role}: "
            f"{named}.\nRename all but one, or name another with --column {role}=COLUMN."
        )
    if matches:
        return matches[0]
    if needed:
        raise DataError(_missing(export, role, wanted))
    return None


def _missing(export: Export, role: str, wanted: str) -> str:
    named = [short(name) for name in export.column_names if name.strip()]
    more = ", ..." if len(named) > MOST_NAMED else ""
    hint = did_you_mean(wanted, export.column_names)
    return (
        f"{export.name}: there is no column '{short(wanted)}' for the {role}{hint}. The columns: "
        f"{', '.join(named[:MOST_NAMED])}{more}.\nSay which it is with --column {role}=COLUMN."
    )


def _plain(name: str) -> str:
    return name.strip().casefold()


def _notes(export: Export, cells: Mapping[str, Cells], n_blank: int) -> Iterator[str]:
    """Say what the reader assumed, and count what was left out or unified."""
    yield from export.notes
    if n_blank:
        yield f"{export.name}: rows without any of these columns are left out: {n_blank:,}"
    for role, each in cells.items():
        yield from (f"{export.name}: {remark}" for remark in remarks(role, each))
