"""The workflows: actions pinned to a commit, no more permissions than a job needs, one test command."""

from __future__ import annotations

import re

import pytest
import yaml

from book import ROOT
from book.labs.page import BRANCH

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.name)
def workflow(request):
    return yaml.safe_load(request.param.read_text("utf-8"))


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_every_action_is_pinned_to_a_commit(workflow):
    for step in steps(workflow):
        if "uses" in step:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]), step["uses"]


MAY_WRITE = {"deploy": {"pages", "id-token"}, "notebooks": {"contents"}}


def test_nothing_may_write_but_the_jobs_that_publish(workflow):
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for name, job in workflow["jobs"].items():
        writes = {key for key, value in job.get("permissions", {}).items() if value == "write"}
        assert writes <= MAY_WRITE.get(name, set())


def test_the_notebooks_go_to_the_branch_that_colab_opens():
    publish = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8"))
    commands = "\n".join(step.get("run", "") for step in publish["jobs"]["notebooks"]["steps"])
    assert "python run.py takeaway --colab " in commands
    assert f"--initial-branch {BRANCH}\n" in commands
    assert f'push --quiet --force "$REPOSITORY" {BRANCH}' in commands


def test_ci_and_the_workflow_run_the_readmes_test_command():
    assert "python3 run.py test" in (ROOT / "README.md").read_text("utf-8")
    assert (ROOT / ".ci" / "run").read_text("utf-8").rstrip().endswith("python3 run.py test")
    test = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text("utf-8"))
    assert "python run.py test" in [step.get("run") for step in steps(test)]
    machines = {
        row["os"].split("-")[0] for row in test["jobs"]["test"]["strategy"]["matrix"]["include"]
    }
    assert machines == {"ubuntu", "macos", "windows"}
