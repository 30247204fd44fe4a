"""Numbers in the texts of a file, and back."""


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
