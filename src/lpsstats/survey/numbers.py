"""Numbers in the texts of a file, and back; names short enough for a message."""


def as_number(text: str, decimal: str = ".") -> float | None:
    """Read a plain number; words such as `nan` and `inf`, which Python would take, are none."""
    plain = text.strip()
    if decimal != ".":
        if "." in plain:  # 1.500 is not 1.5 where the comma is the decimal mark
            return None
        plain = plain.replace(decimal, ".", 1)
    if not plain.strip("+-.0123456789eE") and any(c.isdigit() for c in plain):
        try:
            return float(plain)
        except ValueError:
            return None
    return None


def as_text(number: float) -> str:
    """Write a number as a person would: 3, 2.5, 20161201."""
    return f"{number:.15g}"


def counted(n: int, word: str) -> str:
    """Write a count with its word: 1 column, 2 columns."""
    return f"{n:,} {word}" if n == 1 else f"{n:,} {word}s"


def short(name: str, longest: int = 60) -> str:
    """Put a name of a file on one line and cut it to a length that a message can hold."""
    line = " ".join(name.split())
    return line if len(line) <= longest else f"{line[: longest - 3]}..."
