"""How the cells of a workbook look: each look is made once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from lpsstats.render.excel_numbers import GENERAL, placed
from lpsstats.tables.number_style import Number

INK, RULE, SHADE, LINK = "#1F2A37", "#9AA5B1", "#E4EAF0", "#0B5394"
# Dark enough on white for everybody who reads black on white; a sign and a word go with each.
TONES = MappingProxyType({"good": "#1B5E20", "bad": "#9C1C1C", "muted": "#595959"})

_CELL = {"valign": "top", "bottom": 4, "bottom_color": RULE}
_KINDS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "text": {**_CELL, "text_wrap": True, "align": "left", "indent": 1},
        "number": {**_CELL, "align": "right"},
        "title": {"bold": True, "font_size": 14, "font_color": INK},
        "part": {"bold": True, "font_size": 12, "font_color": INK},
        "link": {**_CELL, "font_color": LINK, "underline": 1, "align": "left", "indent": 1},
        "back": {"font_color": LINK, "underline": 1},
        "note": {"text_wrap": True, "valign": "top", "font_color": INK},
        "heading": {"bold": True, "text_wrap": True, "valign": "bottom", "bg_color": SHADE}
        | {"bottom": 1, "bottom_color": INK, "font_color": INK, "align": "left", "indent": 1},
    }
)


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of one workbook.

    Attributes
    ----------
    book : Workbook
        Which workbook.
    """

    book: Workbook
    _made: dict[tuple[str, str, str, bool], Format] = field(default_factory=dict)
    _literals: set[str] = field(default_factory=set)

    def of(self, kind: str, tone: str = "", code: str = GENERAL, *, right: bool = False) -> Format:
        """Give the look of a kind of cell.

        Parameters
        ----------
        kind : str
            `text`, `number`, `title`, `part`, `link`, `back`, `note` or `heading`.
        tone : str
            Of the cell; it colours the text.
        code : str
            The number format.
        right : bool
            Whether a heading stands over numbers; it keeps clear of the button that filters.
        """
        key = (kind, tone, code, right)
        if key not in self._made:
            look = dict(_KINDS[kind]) | {"num_format": code}
            look |= {"font_color": TONES[tone]} if tone in TONES else {}
            look |= {"align": "right", "indent": 2} if right else {}
            self._made[key] = self.book.add_format(look)
        return self._made[key]

    def number(self, number: Number, tone: str) -> tuple[float | str, Format]:
        """Give what a cell holds for a number, and its look."""
        value, code = placed(number, self._literals)
        return value, self.of("number", tone, code)
