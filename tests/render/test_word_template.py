"""A template gives its look and nothing else, and no file can do harm as one."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as st

from lpsstats.errors import UsageError
from lpsstats.render import word_template
from lpsstats.render.word import render


def made_by_others():
    """Make a council's report of last year: own fonts, header, text, comment, two sections."""
    word = docx.Document()
    word.styles["Normal"].font.name = "Georgia"
    word.styles["Heading 1"].font.name = "Georgia"
    word.sections[0].header.paragraphs[0].text = "Anytown Council"
    first = word.add_paragraph("SECRET text of last year")
    word.add_comment(first.runs, text="SECRET comment", author="SECRET author")
    word.sections[0].left_margin = Cm(4)
    word.add_section()
    word.add_table(1, 1).cell(0, 0).text = "SECRET cell"
    word.core_properties.author = "SECRET author"
    return word


def written(word):
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


COUNCIL = written(made_by_others())


def entries(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


@pytest.fixture(scope="session")
def dressed(document, full, tmp_path_factory):
    """Render the sample document with a template of these bytes."""

    path = tmp_path_factory.mktemp("template") / "council.docx"

    def dress(content):
        path.write_bytes(content)
        return render(document, replace(full, template=path))

    return dress


def test_fonts_page_and_header_are_the_templates(dressed):
    word = docx.Document(io.BytesIO(dressed(COUNCIL)))
    assert word.styles["Normal"].font.name == "Georgia"
    assert word.sections[0].left_margin.cm == pytest.approx(4, abs=0.01)
    assert [p.text for p in word.sections[0].header.paragraphs] == ["Anytown Council"]
    assert not word.sections[0].footer.paragraphs[0].text


def test_nothing_that_the_templates_text_held_is_handed_on(dressed):
    parts = entries(dressed(COUNCIL))
    assert not [name for name, part in parts.items() if b"SECRET" in part]
    assert not [name for name in parts if re.search("comments|custom|app|thumbnail", name)]


def test_a_template_is_drawn_the_same_twice(dressed):
    assert dressed(COUNCIL) == dressed(COUNCIL)


def test_text_in_a_template_of_another_language_is_british_english(dressed):
    word = docx.Document(io.BytesIO(dressed(COUNCIL)))
    assert {lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_styles_that_a_template_lacks_are_added(dressed):
    bare = made_by_others()
    for style in list(bare.styles.element.style_lst):
        if style.name_val not in {"Normal", "Default Paragraph Font"}:
            bare.styles.element.remove(style)
    numbering = [k for k, rel in bare.part.rels.items() if rel.reltype.endswith("/numbering")]
    del bare.part.rels[numbering[0]]
    word = docx.Document(io.BytesIO(dressed(written(bare))))
    used = {paragraph.style.name for paragraph in word.paragraphs}
    assert used == {"Caption", "Table Note", "Heading 1", "List Bullet"}
    (bullet,) = word.styles["List Bullet"].element.xpath("w:pPr/w:numPr/w:numId/@w:val")
    assert word.part.numbering_part.element.xpath(f"w:num[@w:numId='{bullet}']")


def test_an_added_style_takes_no_identifier_of_another(dressed):
    other = made_by_others()
    other.styles["Heading 2"].element.set(qn("w:styleId"), "Caption")
    caption = other.styles["Caption"].element
    caption.getparent().remove(caption)
    word = docx.Document(io.BytesIO(dressed(written(other))))
    identifiers = word.styles.element.xpath("w:style/@w:styleId")
    assert len(identifiers) == len(set(identifiers))
    assert word.paragraphs[0].style.name == "Caption"


def test_settings_that_fetch_or_lock_are_not_taken(dressed):
    word = made_by_others()
    for tag in ("attachedTemplate", "documentProtection", "mailMerge"):
        word.settings.element.append(OxmlElement(f"w:{tag}"))
    settings = docx.Document(io.BytesIO(dressed(written(word)))).settings.element
    tags = {qn("w:attachedTemplate"), qn("w:documentProtection"), qn("w:mailMerge")}
    assert not tags & {child.tag for child in settings}


def test_a_template_on_its_side_needs_no_turned_page(dressed):
    word = made_by_others()
    for section in word.sections:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    made = docx.Document(io.BytesIO(dressed(written(word))))
    assert len(made.sections) == 1
    assert made.sections[0].page_width.cm == pytest.approx(29.7, abs=0.01)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Dear Sir",
        b"PK\x03\x04 and no more",
        zipped({"a.txt": "no document"}),
        zipped({**entries(COUNCIL), "word/document.xml": "<broken"}),
        zipped({**entries(COUNCIL), "word/styles.xml": "<w/>"}),
        zipped({k: v for k, v in entries(COUNCIL).items() if k != "word/document.xml"}),
        zipped(
            {
                name: part.replace(b"document.main+xml", b"template.main+xml")
                for name, part in entries(COUNCIL).items()
            }
        ),
    ],
    ids=["empty", "text", "cut", "zip", "broken", "no styles", "no document", "dotx"],
)
def test_a_file_that_is_no_word_document_is_refused_in_one_sentence(dressed, content):
    with pytest.raises(UsageError, match=r"^--reference-doc .*council\.docx: it is no Word doc"):
        dressed(content)


def test_a_template_that_is_not_there_or_a_folder_is_refused(document, full, tmp_path):
    for path in (tmp_path, tmp_path / "none.docx"):
        with pytest.raises(UsageError, match="it cannot be read"):
            render(document, replace(full, template=path))


def test_a_template_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(dressed, monkeypatch):
    assert word_template.MOST_BYTES == 50_000_000
    monkeypatch.setattr(word_template, "MOST_BYTES", 2_000_000)
    bomb = zipped({**entries(COUNCIL), "word/media/image.png": b"\0" * 2_000_000})
    assert len(bomb) < 100_000
    monkeypatch.setattr(word_template.docx, "Document", pytest.fail)
    with pytest.raises(UsageError, match="more than 2 MB"):
        dressed(bomb)


@given(
    part=st.sampled_from(["word/document.xml", "word/styles.xml", "word/numbering.xml"]),
    place=st.floats(0, 1),
    put=st.sampled_from([b"", b"<", b'"', b"x", b"9" * 30, b"</w:p>"]),
)
def test_a_damaged_template_is_refused_or_used_but_never_a_fault(dressed, part, place, put):
    parts = entries(COUNCIL)
    where = int(place * (len(parts[part]) - 1))
    parts[part] = parts[part][:where] + put + parts[part][where + 5 :]
    try:
        content = dressed(zipped(parts))
    except UsageError:
        return
    assert docx.Document(io.BytesIO(content)).paragraphs
