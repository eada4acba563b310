"""Death, revival and birth of ReLU units."""

from __future__ import annotations

import pytest

from experiments.relu import born_dead, fit_line, revive


def test_a_weight_of_0_is_not_death():
    assert fit_line(0.0, 0.5) == pytest.approx((2, 1), abs=1e-5)


def test_a_unit_that_no_data_turns_on_does_not_move():
    assert fit_line(2.0, -5.0) == (2, -5)


@pytest.mark.parametrize(("at_zero", "end"), [(0.0, (0, 0)), (0.5, (2, 1)), (1.0, (2, 1))])
def test_the_convention_decides_where_everything_is_0(at_zero, end):
    assert fit_line(0.0, 0.0, at_zero=at_zero) == pytest.approx(end, abs=1e-5)


def test_only_the_layer_before_revives_a_dead_unit():
    assert revive(learn_upstream=False) == (True, True)
    assert revive(learn_upstream=True) == (True, False)


def test_networks_are_born_dead_as_their_paper_says():
    # One layer of one input is dead if both of its units are off at 1 and at -1, which cannot be with
    # a weight other than 0; in the first layer, then, none is dead.
    assert born_dead(1) == 0
    found = [born_dead(depth, seed=1) for depth in (2, 5, 10, 20)]
    # 2,000 draws of a share near 1/2 have a deviation of 0.011; this is four of them.
    assert found == pytest.approx([0.157, 0.62, 0.91, 0.994], abs=0.045)


def test_the_share_of_two_layers_is_the_exact_one():
    # First weights of unlike signs (1/2): off on both sides, 1/16. Of like signs: one side, 1/4.
    # 20,000 draws of 5/32 have a deviation of 0.0026; this is four of them.
    assert born_dead(2, networks=20_000) == pytest.approx(5 / 32, abs=0.0104)
