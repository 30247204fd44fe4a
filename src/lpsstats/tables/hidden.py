"""The mark of a value that is withheld, because it rests on few respondents or would betray one."""

from enum import Enum
from typing import Final


class Hidden(Enum):
    """The type of the one value `HIDDEN`, which stands in a record where a number was."""

    HIDDEN = "[c]"


HIDDEN: Final = Hidden.HIDDEN
SHOWN: Final = "[c]"
"""What a page shows in its place: the mark for `confidential` in official statistics."""
