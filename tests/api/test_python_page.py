"""What docs/python.md shows runs, and names what there is."""

import re

import lpsstats


def test_the_python_in_the_documents_runs(root, monkeypatch, capsys):
    monkeypatch.chdir(root)
    text = (root / "docs" / "python.md").read_text("utf-8")
    code = re.search(r"<!-- python -->\n```python\n(.*?)```", text, re.DOTALL)[1]
    exec(compile(code, "docs/python.md", "exec"), {})
    shown = capsys.readouterr().out
    assert shown.startswith("True\n")
    assert "Community cohesion" in shown


def test_the_functions_in_the_documents_are_public(root):
    text = (root / "docs" / "python.md").read_text("utf-8")
    rows = [line for line in text.split("\n") if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)", row)}
    assert len(named) > 15
    assert named <= set(lpsstats.__all__)
