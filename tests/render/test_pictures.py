"""Both engines draw the same scene, harmlessly, and the same way each time."""

import struct
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from lpsstats.figures.box import Box
from lpsstats.figures.scene import Area, Circle, Path, Polygon, Scene, Stroke, Text
from lpsstats.figures.scenes import scene_of
from lpsstats.render.page import Page
from lpsstats.render.picture_png import drawn
from lpsstats.render.picture_svg import written
from lpsstats.render.pictures import png, svg
from lpsstats.render.registry import draw, render
from lpsstats.tables.document import Document
from lpsstats.tables.figures.parts import Axis, Mark, Row, RowChart, RowPanel

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> \x1b[31m \u202eturned $x^2$ ]]> & שלום 中"


def chart(label):
    axis = Axis(low=1.0, high=7.0, ticks=((1.0, "1"), (7.0, "7")), at_low="better")
    row = Row(label=label, value=2.0, before=3.0, mark=Mark.BETTER, low=1.5, high=2.5, texts=("x",))
    return RowChart(
        key="change",
        title=label,
        headings=(label,),
        legend=((Mark.BETTER, label),),
        panels=(RowPanel(title=label, axis=axis, rows=(row,)),),
        sentences=(label,),
        alternative=label,
    )


EVERY_SHAPE = Scene(
    title="T",
    alternative="A",
    paper=Box(left=-10.0, top=5.0, right=90.0, bottom=55.0),
    shapes=(
        Stroke(x1=0.0, y1=10.0, x2=80.0, y2=10.0, dash=(4.0, 2.0)),
        Path(points=((0.0, 20.0), (40.0, 30.0), (80.0, 20.0)), colour="#0072B2", width=2.0),
        Area(box=Box(left=0.0, top=30.0, right=9.0, bottom=50.0), fill="#ff0000"),
        Circle(x=30.0, y=40.0, radius=5.0, fill="#ffffff", stroke="#222222"),
        Polygon(points=((50.0, 50.0), (60.0, 50.0), (55.0, 40.0)), fill="#D55E00"),
        Text(x=70.0, y=40.0, text="a$b$", size=10.0, anchor="end", bold=True),
    ),
)


def pixels(made):
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", made[16:24])


def test_a_png_has_two_pixels_to_one_and_is_the_same_at_every_run():
    made = drawn(EVERY_SHAPE)
    assert pixels(made) == (200, 100)
    assert made == drawn(EVERY_SHAPE)
    assert b"Software" not in made
    assert b"tIME" not in made


def test_a_very_tall_png_has_fewer_pixels_rather_than_no_end():
    tall = Scene(
        title="",
        alternative="",
        paper=Box(left=0.0, top=0.0, right=200.0, bottom=80_000.0),
        shapes=(),
    )
    assert pixels(drawn(tall))[1] == 20_000


def test_every_shape_is_written_and_read_back():
    root = ET.fromstring(written(EVERY_SHAPE))
    tags = [element.tag.removeprefix(SVG) for element in root][3:]
    assert tags == ["line", "polyline", "rect", "circle", "polygon", "text"]
    assert root.get("viewBox") == "-10 5 100 50"
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "T"
    assert root.findtext(f"{SVG}desc") == "A"


def test_texts_that_look_alike_share_a_group_and_lose_nothing():
    alike = tuple(Text(x=0.0, y=10.0 * n, text=f"line {n}", size=9.0) for n in range(6))
    scene = Scene(title="", alternative="", paper=EVERY_SHAPE.paper, shapes=alike)
    root = ET.fromstring(written(scene))
    (group,) = root.findall(f"{SVG}g")
    assert group.get("font-size") == "9"
    assert [text.text for text in group] == [text.text for text in alike]
    assert all(set(text.attrib) == {"x", "y"} for text in group)


def test_labels_of_data_are_harmless_and_nothing_has_a_name_that_two_pictures_could_share():
    text = svg(chart(HOSTILE))
    root = ET.fromstring(text)
    assert not {e.tag for e in root.iter()} & {f"{SVG}script", f"{SVG}a", f"{SVG}image"}
    assert not [name for e in root.iter() for name in e.attrib if name in {"id", "href", "onload"}]
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "<script>" in root.findtext(f"{SVG}desc")
    assert pixels(png(chart(HOSTILE)))[0] > 1000


def test_words_are_measured_as_they_are_written():
    scene = scene_of(chart("abc"), str.upper)
    assert "ABC" in {shape.text for shape in scene.shapes if isinstance(shape, Text)}
    assert scene.title == scene.alternative == "ABC"


def test_a_diagram_is_the_same_picture_as_a_format_and_as_a_plot(diagram):
    document = Document(command="relate", tables=(), diagram=diagram)
    assert render(document, "svg", Page(None, False, True)) == draw(diagram, ".svg")


@pytest.mark.parametrize("engine", [drawn, written])
def test_what_is_no_shape_is_refused(engine):
    scene = Scene(title="", alternative="", paper=EVERY_SHAPE.paper, shapes=("a word",))
    with pytest.raises(TypeError, match="no shape"):
        engine(scene)


def test_a_bare_picture_leaves_title_and_sentences_to_the_page_around_it():
    figure = chart("Trust")
    figure = replace(figure, title="What it shows", sentences=("How to read it.",))
    whole, bare = svg(figure), svg(figure, bare=True)
    words = [text.text for text in ET.fromstring(bare).iter(f"{SVG}text")]
    assert figure.title not in " ".join(words)
    assert not set(figure.sentences) & set(words)
    assert len(bare) < len(whole)
    assert f"<title>{figure.title}</title>" in bare
