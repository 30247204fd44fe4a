"""Walk through a binary file without trusting a length that it states."""

import struct
from dataclasses import dataclass
from io import BufferedReader

from lpsstats.errors import DataError

REMEDY = (
    "Get the file again, open and re-save it in SPSS or PSPP, or convert it: "
    "pspp-convert in.sav out.csv"
)


def damaged(name: str, what: str) -> DataError:
    """Refuse an SPSS file: its name, what is wrong and where, and the ways out."""
    return DataError(f"{name}: damaged or incomplete: {what}. {REMEDY}")


@dataclass(slots=True, kw_only=True)
class Cursor:
    """A place in a file.

    Attributes
    ----------
    file : BufferedReader
        Read forward only.
    name : str
        For messages.
    size : int
        Bytes in the file.
    order : str
        Byte order of its numbers, `<` or `>`.
    at : int
        Bytes read so far.
    """

    file: BufferedReader
    name: str
    size: int
    order: str = "<"
    at: int = 0

    def take(self, n_bytes: int, what: str) -> bytes:
        """Read bytes.

        Raises
        ------
        DataError
            If the file does not have them.
        """
        if not 0 <= n_bytes <= self.size - self.at:
            raise self.refusal(f"the file ends inside {what}")
        self.at += n_bytes
        return self.file.read(n_bytes)

    def integer(self, what: str) -> int:
        """Read a signed 32-bit number."""
        return self.integers(1, what)[0]

    def integers(self, count: int, what: str) -> tuple[int, ...]:
        """Read signed 32-bit numbers."""
        return struct.unpack(f"{self.order}{count}i", self.take(4 * count, what))

    def refusal(self, what: str) -> DataError:
        """Make the error that says what is wrong at this place."""
        return damaged(self.name, f"{what} (byte {self.at:,} of {self.size:,})")
