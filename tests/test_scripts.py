"""What others run in their jobs and before their commits: the action and the hooks."""

import os
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.main import get_command

from lpsstats.cli.app import app
from lpsstats.cli.boundary import run

GIVEN = {
    "FILES": "wave one.sav\nwave2.sav\n",
    "DICTIONARY": "my dictionary.yaml",
    "SEVERITY": "error",
    "COMMAND": "compare",
    "ARGUMENTS": "--fail-on\ndeclined\n--format\ngithub",
    "REPORT": "a report.html",
}


@pytest.fixture(scope="module")
def action(root):
    return YAML(typ="safe").load(root / "action.yml")


@pytest.fixture(scope="module")
def hooks(root):
    return YAML(typ="safe").load(root / ".pre-commit-hooks.yaml")


def scripts(action):
    return [step for step in action["runs"]["steps"] if "lpsstats" in step.get("run", "")]


def test_every_input_is_used_and_every_use_is_an_input(action, root):
    text = (root / "action.yml").read_text("utf-8")
    used = {part.split("}}")[0].split()[0] for part in text.split("inputs.")[1:]}
    assert {name.strip("'") for name in used} == set(action["inputs"])
    assert all(one["description"] for one in action["inputs"].values())


def test_inputs_never_become_text_of_a_script(action):
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert ("run" in step) == (step.get("shell") == "bash")


def test_other_actions_are_named_with_their_major_version(action):
    used = [step["uses"] for step in action["runs"]["steps"] if "uses" in step]
    assert all(one.startswith("actions/") and one.partition("@v")[2].isdigit() for one in used)


def test_the_action_takes_a_python_that_the_package_runs_on(action, root):
    needed = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    least = needed["requires-python"].removeprefix(">=").split(".")
    taken = action["inputs"]["python-version"]["default"].split(".")
    assert [int(part) for part in taken] >= [int(part) for part in least]


@pytest.fixture(scope="module")
def ran(action, tmp_path_factory):
    """Run the scripts with a program that writes down its arguments; one list per script."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash to run the action's scripts")
    folder = tmp_path_factory.mktemp("action")
    program = folder / "lpsstats"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" END\n', "utf-8")
    program.chmod(0o755)
    # As GitHub runs them, each in a shell of its own.
    whole = "\n".join(f"(\n{step['run']}\n)" for step in scripts(action))
    done = subprocess.run(
        [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", whole],
        env={**os.environ, **GIVEN, "PATH": f"{folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return [part.strip("\n").split("\n") for part in done.stdout.split("END\n")[:-1]]


def test_the_scripts_keep_names_with_blanks_whole(ran):
    files = ["wave one.sav", "wave2.sav"]
    assert all([one for one in arguments if one in files] == files for arguments in ran)
    assert all("my dictionary.yaml" in arguments for arguments in ran)
    assert [arguments[0] for arguments in ran] == ["check", "compare", "report"]
    assert "a report.html" in ran[2]


def test_the_program_understands_what_the_scripts_ask(ran):
    commands = get_command(app).commands
    for name, *arguments in ran:
        if name in commands:
            commands[name].make_context(name, list(arguments))
    assert {"check", "compare"} <= set(commands)


def test_a_hook_runs_what_it_says(hooks, root, monkeypatch, capsys):
    monkeypatch.chdir(root)
    monkeypatch.delenv("LPSSTATS_DICTIONARY", raising=False)
    for hook in hooks:
        program, *arguments = shlex.split(hook["entry"])
        files = ["data_dictionary.yaml"] if hook.get("pass_filenames", True) else []
        assert program == "lpsstats"
        assert run([*arguments, *files]) == 0, capsys.readouterr().err
        assert hook["language"] == "python"


def test_the_hook_refuses_a_wrong_dictionary(hooks, tmp_path, capsys):
    wrong = tmp_path / "data_dictionary.yaml"
    wrong.write_text("survey: [", "utf-8")
    hook = next(one for one in hooks if one["id"] == "lpsstats-dictionary")
    assert run([*shlex.split(hook["entry"])[1:], str(wrong)]) == 2
    assert "data_dictionary.yaml" in capsys.readouterr().err


def test_the_program_of_the_hooks_is_the_one_that_is_installed(root):
    scripts_of = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert "lpsstats" in scripts_of
    assert Path(root / "action.yml").exists()


def shown_yaml(root, mark):
    text = (root / "docs" / "ci.md").read_text("utf-8")
    return YAML(typ="safe").load(text.split(f"<!-- {mark} -->\n```yaml\n")[1].split("```")[0])


def test_the_job_in_the_documents_uses_inputs_that_there_are(root, action):
    step = shown_yaml(root, "workflow")["steps"][1]
    assert set(step["with"]) <= set(action["inputs"])
    arguments = step["with"]["arguments"].split("\n")
    context = (
        get_command(app)
        .commands[step["with"]["command"]]
        .make_context("compare", [one for one in arguments if one])
    )
    assert context.params["fail_on"] == "declined"


def test_the_hooks_in_the_documents_are_those_there_are(root, hooks):
    shown = shown_yaml(root, "pre-commit")["repos"][0]["hooks"]
    assert [one["id"] for one in shown] == [one["id"] for one in hooks]


def test_the_commands_in_the_documents_are_understood(root):
    text = (root / "docs" / "ci.md").read_text("utf-8")
    commands = get_command(app).commands
    lines = [line.split()[1:] for line in text.split("\n") if line.startswith("    lpsstats ")]
    assert len(lines) == 3
    for name, *arguments in lines:
        commands[name].make_context(name, arguments)
