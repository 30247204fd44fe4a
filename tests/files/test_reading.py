import hashlib
import math
import os
import zipfile
from pathlib import Path

import pytest

from lpsstats.errors import DataError


def test_the_checksum_is_that_of_the_bytes(data, read):
    path = data / "weighted.sav"
    export = read(path)
    assert export.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (export.name, export.path) == ("weighted.sav", path)


def test_content_counts_and_a_contradicting_suffix_is_noted(tmp_path, data, read):
    path = tmp_path / "export.csv"
    path.write_bytes((data / "weighted.sav").read_bytes())
    export = read(path)
    assert export.weight == "wt"
    assert export.notes == (
        "export.csv: the name ends in .csv, but the content is an SPSS file: read as that.",
    )


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"\.xls.*\.xlsx or CSV"),
        (b"%PDF-1.7", "PDF"),
        (b"PAR1\x15", "Parquet"),
        (b"\x00" * 12 + b"\xc2\xea\x81\x60", "SAS"),
        (b"HEADER RECORD*******LIBRARY", "SAS transport"),
        (b"<stata_dta><header>", "Stata"),
        (b"\x1f\x8b\x08", "compressed.*Unpack"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"PK\x03\x04 cut short", "damaged"),
    ],
)
def test_a_foreign_format_is_named_with_what_to_do(text_file, read, head, said):
    with pytest.raises(DataError, match=rf"^data\.sav: .*{said}"):
        read(text_file(head + b" more", name="data.sav"))


def test_an_archive_is_not_taken_for_a_workbook(tmp_path, read):
    path = tmp_path / "lps.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lps.sav", "x")
    with pytest.raises(DataError, match=r"ZIP archive.*Unpack"):
        read(path)


def test_a_missing_file_is_answered_with_the_nearest_name(text_file, read):
    path = text_file("q1\n1\n", name="lps_t1.csv")
    with pytest.raises(
        DataError, match=r"lps_t2\.csv: no such file in .* \(did you mean 'lps_t1\.csv'\?\)"
    ):
        read(path.with_name("lps_t2.csv"))
    with pytest.raises(DataError, match="there is no folder"):
        read(path.parent / "nowhere" / "lps.csv")


def test_a_folder_an_empty_file_and_an_odd_name_are_refused(tmp_path, text_file, read):
    with pytest.raises(DataError, match="this is a folder"):
        read(tmp_path)
    with pytest.raises(DataError, match="empty"):
        read(text_file(b""))
    with pytest.raises(DataError, match=r"cannot be opened|no such file"):
        read(tmp_path / ("n" * 300))
    with pytest.raises(DataError, match=r"cannot be opened|no such file"):
        read(tmp_path / "a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path, read):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DataError, match="not a regular file"):
        read(tmp_path / "pipe")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read anything")
def test_a_file_without_permission_is_refused(text_file, read):
    path = text_file("q1\n1\n")
    path.chmod(0)
    with pytest.raises(DataError, match="permission"):
        read(path)


def test_a_portable_file_gives_its_weight_and_says_what_it_loses(data, read, cells):
    export = read(data / "weighted.por")
    assert export.weight == "WT"
    assert cells(export, "Q1")[0] == 1
    assert cells(export, "WT") == [1.5, 0.5, 1.0, 1.25]
    assert cells(export, "INTERVIE")[0] == "2016-12-01"
    assert "missing codes are read as empty" in export.notes[0]


def test_a_damaged_portable_file_is_refused(tmp_path, data, read):
    whole = (data / "weighted.por").read_bytes()
    for size in range(480, len(whole) - 200, 160):
        path = tmp_path / "cut.por"
        path.write_bytes(whole[:size])
        with pytest.raises(DataError, match=r"^cut\.por: "):
            read(path)


REAL = os.environ.get("LPSSTATS_REAL_DATA")


def isnan(cell):
    return isinstance(cell, float) and math.isnan(cell)


@pytest.mark.skipif(not REAL, reason="LPSSTATS_REAL_DATA names no folder with real surveys")
@pytest.mark.parametrize(("wave", "n"), [(2016, 2867), (2018, 2348), (2020, 1823)])
def test_the_general_social_survey_is_read_as_pyreadstat_reads_it(read, cells, wave, n):
    import pyreadstat

    path = Path(REAL) / "gss" / f"gss_panel20_{wave}.sav"
    export = read(path)
    frame, _ = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    assert export.n_rows == n
    assert list(frame) == list(export.column_names)
    for name, column in frame.items():
        mine = [None if isnan(cell) else cell for cell in cells(export, name)]
        assert mine == column
    assert ((-100, -97),) in export.missing_ranges.values()


@pytest.mark.skipif(not REAL, reason="LPSSTATS_REAL_DATA names no folder with real surveys")
@pytest.mark.parametrize(("name", "n"), [("2018_en", 3062), ("2019_en", 1838), ("2019_es", 338)])
def test_the_r_community_survey_is_read_whole(read, name, n):
    export = read(Path(REAL) / "r_community_survey" / f"rcs_{name}.tsv")
    assert export.n_rows == n
    assert export.notes == ()
