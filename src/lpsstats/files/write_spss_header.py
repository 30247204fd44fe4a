"""What the SPSS library leaves to be desired in the header: the same date always, the weight.

The places are those of the PSPP developers' guide, appendix "System File Format", "File Header
Record": the weight's cell at byte 76, counted from 1; date and time of creation at 92 and 101.
"""

import struct
from pathlib import Path

from lpsstats.files.spss_header import read_header

WEIGHT_AT, DATE_AT = 76, 92
DATE_AND_TIME = b"01 Jan 0000:00:00"


def settle_header(path: Path, weight: int | None) -> None:
    """Make two runs give the same bytes, and weight the file by a column of numbers.

    Parameters
    ----------
    path : Path
        A .sav or .zsav file of this machine's byte order.
    weight : int, optional
        The index of the weight among the columns.
    """
    with path.open("rb") as file:
        header = read_header(file, name=path.name, size=path.stat().st_size)
    with path.open("rb+") as file:
        file.seek(DATE_AT)
        file.write(DATE_AND_TIME)
        if weight is not None:
            cell, _ = header.variables[weight].pieces[0]
            file.seek(WEIGHT_AT)
            file.write(struct.pack(f"{header.order}i", cell + 1))
