"""Against PyTorch's recorded answers: equal where it should be, and different just where we say so."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch_cases

import activations as act

THEIRS = json.loads(torch_cases.RECORD.read_text("utf-8"))


def test_the_record_is_of_the_version_that_the_pages_name():
    assert THEIRS["torch"] == "2.13.0"
    assert torch_cases.RECORD.stat().st_size < 300 * 1024
    for language in ("ko", "en"):
        page = torch_cases.ROOT / torch_cases.PAGE.format(language)
        assert f"PyTorch {THEIRS['torch']}" in page.read_text("utf-8")


@pytest.mark.parametrize("call", torch_cases.AGREE)
def test_values_and_gradients_agree(call):
    assert torch_cases.distance(call, THEIRS["agree"][call]) <= torch_cases.TOLERANCE


def test_the_measure_can_fail():
    call = torch_cases.AGREE[1]
    wrong = [(np.array(part) + 1e-12).tolist() for part in THEIRS["agree"][call]]
    assert torch_cases.distance(call, wrong) > torch_cases.TOLERANCE


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("call", "ours", "theirs"), torch_cases.differences("ko"))
def test_each_row_of_the_table_is_a_difference(language, call, ours, theirs):
    assert (call, ours, theirs) in torch_cases.differences(language)
    assert torch_cases.shown(torch_cases.evaluate(call, vars(act))) == ours
    assert THEIRS["differences"][call] == theirs
    assert ours != theirs


def test_both_languages_have_the_same_table():
    assert torch_cases.differences("ko") == torch_cases.differences("en")
    assert len(torch_cases.differences("ko")) >= 20


@pytest.mark.parametrize("call", torch_cases.AT_THE_EDGES)
def test_every_difference_at_the_edges_stands_in_the_table(call):
    """A function that differs anywhere, by more than small numbers' last digits, has a row."""
    ours = torch_cases.evaluate(call, vars(act))
    theirs = np.array(THEIRS["edges"][call][0])
    with np.errstate(invalid="ignore"):
        close = np.abs(ours - theirs) <= 1e-15 * np.maximum(1, np.abs(theirs))
    same = (np.isnan(ours) & np.isnan(theirs)) | (ours == theirs) | close
    head = call.partition("(")[0]
    rows = [row for row, _, _ in torch_cases.differences("ko") if row.partition("(")[0] == head]
    if not same.all():
        at = torch_cases.SPECIAL[~same].tolist()
        assert rows, f"{call} at {at}: {ours[~same].tolist()}, torch {theirs[~same].tolist()}"
