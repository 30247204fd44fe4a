"""A picture in a Word document, with its words for those who do not see it."""

import io

from docx.parts.document import DocumentPart

from lpsstats.render.registry import draw
from lpsstats.render.word_xml import attribute
from lpsstats.tables.figure import Figure

# Pictures are drawn with two pixels to each pixel of their natural size, 96 of which are an inch.
_PIXELS_PER_INCH = 192
_EMU_PER_INCH = 914_400
_EMU_PER_POINT = 12_700
# Past the identifiers that pictures in a template's headers may have.
_FIRST = 1000


def picture_run(
    figure: Figure, part: DocumentPart, number: int, *, width: float, height: float
) -> str:
    """Draw a figure and give the run that shows it.

    Parameters
    ----------
    figure : Figure
        What to draw.
    part : DocumentPart
        Where the picture is kept.
    number : int
        Of all figures in the document, from 1.
    width, height : float
        The room for it, in points; it is no larger than its natural size.

    Returns
    -------
    str
        A `w:r` with the picture in line, its title and its text alternative.
    """
    drawn = draw(figure, ".png", bare=True)
    key, image = part.get_or_add_image(io.BytesIO(drawn if isinstance(drawn, bytes) else b""))
    scale = min(
        _EMU_PER_INCH / _PIXELS_PER_INCH,
        width * _EMU_PER_POINT / image.px_width,
        height * _EMU_PER_POINT / image.px_height,
    )
    size = f'cx="{image.px_width * scale:.0f}" cy="{image.px_height * scale:.0f}"'
    return _inline(figure, key, number, size)


def _inline(figure: Figure, key: str, number: int, size: str) -> str:
    names = f'id="{_FIRST + number}" name="Figure {number}"'
    words = f"descr={attribute(figure.alternative)} title={attribute(figure.title)}"
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f"<wp:docPr {names} {words}/>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{uri}"><pic:pic><pic:nvPicPr>'
        f"<pic:cNvPr {names} {words}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
