"""What does not fit, or had to be assumed, as findings that know their place in the dictionary."""

from lpsstats.dictionary.model import Dictionary
from lpsstats.findings import Finding, Severity
from lpsstats.rules import found


def misfit(
    dictionary: Dictionary,
    code: str,
    subject: str,
    message: str,
    *path: str,
    severity: Severity | None = None,
) -> Finding:
    """Make a finding whose cure belongs at a key of the dictionary, such as `sites, column`."""
    return found(code, subject, message, (dictionary.path.name, dictionary.line(*path)), severity)
