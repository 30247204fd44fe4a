"""No file under 20 MB takes more than 1.5 GB or 30 seconds, whatever is in it."""

import subprocess
import sys
import time

import pytest

from support.hostile import as_environment, spss

resource = pytest.importorskip("resource", reason="limits are POSIX")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")

MEGABYTE = 2**20
# Well under the promise, so that it holds for files a little worse than these, too.
READ = """
import re, resource, sys
from pathlib import Path
from lpsstats.errors import DataError
from lpsstats.files.reading import ReadOptions, read_export
try:
    print(read_export(Path(sys.argv[1]), None, ReadOptions()).n_rows)
except DataError as refusal:
    print(refusal)
own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(max(own, child) // 1024)
"""


def wide():
    """10,000 columns of short rows: an array for each row and column would take gigabytes."""
    return (
        ",".join(f"c{i}" for i in range(10_000)).encode() + (b"\n" + b"," * 9_998 + b",1") * 1_000
    )


def distinct():
    return b"id,a\n" + b"".join(b"%d,t%d\n" % (i, i) for i in range(700_000))


def giant():
    return b'id,a\n1,"' + b"x" * (20 * MEGABYTE)


def delimiters():
    return b"a" + b"," * (10 * MEGABYTE) + b"\n1" + b"," * (9 * MEGABYTE)


def fields():
    return b",".join(b"c%d" % i for i in range(1_500_000)) + b"\n1"


def lying_sav():
    """Seven hundred bytes that state two thousand million cases."""
    import struct

    content = bytearray(spss()[:790])
    struct.pack_into("<i", content, 80, 2_000_000_000)
    return bytes(content)


FILES = {
    "wide": (wide, "csv", "1000", 600),
    "distinct": (distinct, "csv", "700000", 600),
    "giant": (giant, "csv", "more than 131,072 characters", 200),
    "delimiters": (delimiters, "csv", "no survey has more than 100,000 columns", 400),
    "fields": (fields, "csv", "no survey has more than 100,000 columns", 400),
    "lying": (lying_sav, "sav", "cases", 200),
}


@pytest.mark.parametrize(("made", "suffix", "says", "most"), FILES.values(), ids=FILES)
def test_a_large_or_lying_file_stays_within_its_memory(tmp_path, made, suffix, says, most):
    path = tmp_path / f"large.{suffix}"
    path.write_bytes(made())
    assert path.stat().st_size < 21 * MEGABYTE
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        capture_output=True, text=True, check=False, timeout=60, env=as_environment(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *said, megabytes = done.stdout.splitlines()
    assert says in " ".join(said)
    assert int(megabytes) < most
    assert time.monotonic() - began < 60  # a loaded machine; some three seconds on an idle one
