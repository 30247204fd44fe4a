"""Findings about a survey, and the rules behind them."""

WORDS = {
    "severity": "How bad a finding is: error, warning or note.",
    "code": "The code of the rule; docs/checks.md explains each.",
    "subject": "What was checked.",
    "message": "What was found.",
    "cure": "What to do about it.",
    "section": "What a rule is about.",
    "rule": "The name of a rule.",
    "finds": "What it finds, and why it matters.",
    "file": "The dictionary, where the cure is to be written.",
    "line": "The line there.",
}
