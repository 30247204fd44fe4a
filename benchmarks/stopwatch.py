"""Time whole processes against each other, and say how much memory they took.

Commands take turns (A B A B ...), so that whatever else the computer does falls on both. Python
programs run from compiled bytecode, as an installed program does. POSIX systems only.
"""

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
PYTHON = sys.executable
LPSSTATS = (PYTHON, "-m", "lpsstats")

MIB = 2**20
# Linux gives the peak in KiB, macOS in bytes.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
SAMPLING_SECONDS = 0.005

Command = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One process from start to end.

    Attributes
    ----------
    seconds : float
        By the clock on the wall.
    cpu_seconds : float
        Of processor time, children included.
    largest_mib : float
        Peak resident memory of the largest of its processes.
    together_mib : float or None
        Sum of the peaks of all its processes: at least what they held together at any moment.
        Linux only, and only where asked for.
    """

    seconds: float
    cpu_seconds: float
    largest_mib: float
    together_mib: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """All runs of one command."""

    name: str
    runs: tuple[Run, ...]

    @property
    def median(self) -> float:
        """Median of the seconds."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def cpu_median(self) -> float:
        """Median of the processor seconds."""
        return statistics.median(run.cpu_seconds for run in self.runs)

    @property
    def largest_mib(self) -> float:
        """Most that any process of any run held."""
        return max(run.largest_mib for run in self.runs)

    @property
    def together_mib(self) -> float:
        """Most that all processes of any run can have held together."""
        return max(max(run.together_mib or 0.0, run.largest_mib) for run in self.runs)


def environment() -> dict[str, str]:
    """Give the surroundings of every run: this checkout, and bytecode that is kept."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    paths = [str(SOURCE), *filter(None, [kept.get("PYTHONPATH")])]
    return kept | {"PYTHONPATH": os.pathsep.join(paths)}


def warm_up(commands: Mapping[str, Command]) -> dict[str, str]:
    """Compile the program, run every command once untimed and give what each prints."""
    compileall.compile_dir(SOURCE, quiet=1)
    return {name: output_of(command) for name, command in commands.items()}


def output_of(command: Command) -> str:
    """Run a command and give what it prints.

    Raises
    ------
    SystemExit
        If it fails.
    """
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed ({done.returncode}):\n{done.stderr}{done.stdout}")
    return done.stdout


def take_turns(
    commands: Mapping[str, Command], times: int, *, sample_memory: bool = False
) -> list[Timing]:
    """Run commands in turns.

    Parameters
    ----------
    commands : mapping of str to sequence of str
        Program and arguments by name. They run in the folder of the checkout.
    times : int
        How often each of them runs.
    sample_memory : bool
        Look every few milliseconds at the memory of every process; costs little, but some.

    Returns
    -------
    list of Timing
        In the order of the commands.
    """
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            runs[name].append(run_once(command, sample_memory=sample_memory))
    return [Timing(name=name, runs=tuple(found)) for name, found in runs.items()]


def run_once(command: Command, *, sample_memory: bool = False) -> Run:
    """Run a command and measure it.

    Raises
    ------
    SystemExit
        If it fails.
    """
    with tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=complaints
        )
        watcher = _Watcher(process.pid) if sample_memory else None
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        together = watcher.stop() if watcher else None
        if process.returncode:
            complaints.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{complaints.read().decode(errors='replace')}")
    return Run(
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        largest_mib=usage.ru_maxrss * PEAK_UNIT / MIB,
        together_mib=together,
    )


class _Watcher:
    """Note the peak of every process of a tree while it lives."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.peaks: dict[int, int] = {}
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def stop(self) -> float | None:
        """Stop looking and give the sum of the peaks in MiB, where the system tells them."""
        self.done.set()
        self.thread.join()
        return sum(self.peaks.values()) / 1024 if self.peaks else None

    def _watch(self) -> None:
        while not self.done.wait(SAMPLING_SECONDS):
            for pid in _family(self.pid):
                with suppress(OSError, StopIteration):
                    # The kernel keeps the peak, so no look need hit the moment.
                    self.peaks[pid] = _peak_kib(pid)


def _family(pid: int) -> list[int]:
    """Find a process and all that descend from it."""
    found = [pid]
    with suppress(OSError):
        for tasks in Path(f"/proc/{pid}/task").iterdir():
            for child in (tasks / "children").read_text("ascii").split():
                found += _family(int(child))
    return found


def _peak_kib(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


def report(timings: Sequence[Timing], *, memory: bool = False) -> None:
    """Print a line for each command."""
    width = max(len(timing.name) for timing in timings)
    print(f"{'':{width}}  median s   min s   max s  CPU s" + "  largest MiB  all MiB" * memory)
    for timing in timings:
        seconds = [run.seconds for run in timing.runs]
        line = (
            f"{timing.name:{width}}  {timing.median:8.3f}  {min(seconds):6.3f}  "
            f"{max(seconds):6.3f}  {timing.cpu_median:5.2f}"
        )
        peaks = f"  {timing.largest_mib:11,.0f}  {timing.together_mib:7,.0f}"
        print(line + peaks * memory)


def verdict(claim: str, *, holds: bool) -> bool:
    """Print whether a claim holds and pass it on."""
    print(f"{'ok  ' if holds else 'FAIL'}  {claim}")
    return holds
