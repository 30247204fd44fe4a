"""What the README and the documents show is what the program does."""

import os
import re
import shlex
import subprocess
import sys

import pytest

from lpsstats.dictionary.reading import read_dictionary
from lpsstats.documents.comparison import comparison_document
from lpsstats.errors import DictionaryError
from lpsstats.files.survey import read_survey
from lpsstats.publishing import picture
from lpsstats.rules import SECTIONS
from lpsstats.tables.glossary import GLOSSARY, REASONS

OUTPUT = re.compile(r"<!-- output: lpsstats (.*?) -->\n```text\n(.*?)```", re.DOTALL)
COLUMNS = re.compile(r"(<!-- columns -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def block(text: str, mark: str, language: str) -> str:
    return re.search(rf"<!-- {mark} -->\n```{language}\n(.*?)```", text, re.DOTALL)[1]


def with_block(text: str, mark: str, content: str) -> str:
    start = text.index(f"<!-- {mark} -->\n```text\n") + len(f"<!-- {mark} -->\n```text\n")
    return text[:start] + content + text[text.index("```", start) :]


@pytest.fixture(scope="module")
def readme(root):
    return root / "README.md"


def test_every_output_in_the_readme_is_what_the_command_prints(readme, terminal):
    text = readme.read_text("utf-8")
    for arguments, shown in OUTPUT.findall(text):
        printed = terminal(80, *shlex.split(arguments), NO_COLOR="1")
        if os.environ.get("UPDATE_GOLDEN"):
            text = with_block(text, f"output: lpsstats {arguments}", printed)
            readme.write_text(text, "utf-8")
        else:
            assert shown == printed
    assert len(OUTPUT.findall(text)) == 5


def test_the_drawing_in_the_readme_is_what_the_command_draws(root, cli):
    path = root / "docs" / "relations.svg"
    drawn = cli("relate", "-q", "-f", "svg").stdout
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(drawn, "utf-8")
    assert path.read_text("utf-8") == drawn


def test_the_picture_of_changes_in_the_readme_is_what_compare_draws(root):
    survey = read_survey(read_dictionary(root / "data_dictionary.yaml"))
    drawn = picture(comparison_document(survey), ".svg", None)
    path = root / "docs" / "change.svg"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(drawn, "utf-8")
    assert path.read_text("utf-8") == drawn


def test_the_check_in_the_readme_is_what_a_forgetful_dictionary_gives(
    readme, root, tmp_path, terminal
):
    text = (root / "data_dictionary.yaml").read_text("utf-8")
    for old, new in (
        ("    reverse: [q4_apart]\n", ""),
        ("    better: high # agreeing is bad news\n", ""),
        ("endline: T3 # ... to here; Time Two is shown beside it", "endline: T3 # CHECK the last?"),
        ("file: examples/lps/", f"file: {root / 'examples' / 'lps'}/"),
    ):
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "data_dictionary.yaml"
    path.write_text(text, "utf-8")
    shown = terminal(80, "check", "-q", "-d", path, NO_COLOR="1", status=1)
    written = readme.read_text("utf-8")
    if os.environ.get("UPDATE_GOLDEN"):
        readme.write_text(with_block(written, "check", shown), "utf-8")
        return
    assert block(written, "check", "text") == shown


def test_the_dictionary_in_the_readme_is_valid(readme, tmp_path):
    path = tmp_path / "data_dictionary.yaml"
    path.write_text(block(readme.read_text("utf-8"), "dictionary", "yaml"), "utf-8")
    assert set(read_dictionary(path).scales) == {"belonging"}


def test_the_message_in_the_readme_is_what_a_misspelt_dictionary_gives(readme, tmp_path):
    text = readme.read_text("utf-8")
    path = tmp_path / "data_dictionary.yaml"
    misspelt = block(text, "dictionary", "yaml").replace("items: [safe", "items: [save")
    path.write_text(misspelt.replace("reverse:", "revers:"), "utf-8")
    with pytest.raises(DictionaryError) as refusal:
        read_dictionary(path)
    message = "".join(f"error: {problem}\n" for problem in refusal.value.problems)
    if os.environ.get("UPDATE_GOLDEN"):
        readme.write_text(with_block(text, "message: misspelt", message), "utf-8")
        return
    assert block(text, "message: misspelt", "text") == message


def test_the_python_in_the_readme_runs(readme, root):
    code = block(readme.read_text("utf-8"), "python", "python")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "cohesion" in done.stdout


def test_links_of_the_documents_lead_somewhere(root):
    for document in (root / "README.md", *(root / "docs").glob("*.md")):
        for link in re.findall(r"\]\((?!http)([^)#]+)\)", document.read_text("utf-8")):
            assert (document.parent / link).exists(), link


def test_the_columns_in_the_documents_are_those_of_the_glossary(root):
    path = root / "docs" / "output.md"
    text = path.read_text("utf-8")
    table = "| column | meaning |\n|---|---|\n" + "".join(
        f"| `{name}` | {meaning} |\n" for name, meaning in GLOSSARY.items()
    )
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(COLUMNS.sub(lambda m: m[1] + table + m[3], text), "utf-8")
        return
    assert COLUMNS.search(text)[2] == table


RULE_PAGE = re.compile(r"(<!-- rules -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def rule_page() -> str:
    """Write every rule as it stands in the code."""
    parts = []
    for section, rules in SECTIONS.items():
        parts.append(f"## {section}\n\n")
        for rule in rules:
            head = f"### {rule.code} · {rule.name} · {rule.severity.value}\n\n"
            parts.append(f"{head}{rule.finds}\n\n**Do:** {rule.cure}\n\n")
    return "".join(parts)


def test_the_rules_in_the_documents_are_those_of_the_code(root):
    path = root / "docs" / "checks.md"
    text = path.read_text("utf-8")
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(RULE_PAGE.sub(lambda m: m[1] + rule_page() + m[3], text), "utf-8")
        return
    assert RULE_PAGE.search(text)[2] == rule_page()


def test_every_reason_is_documented(root):
    text = (root / "docs" / "methods.md").read_text("utf-8")
    assert all(f"`{reason}`" in text for reason in REASONS)
