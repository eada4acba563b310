"""The figures of the chapter on the base e and the logarithm."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

import activations as act
from book.figures.draw import Text, figure
from book.figures.svg import BLUE, GREEN, INK, RED


@figure(
    height=3.5,
    ko={"title": "exp가 0도 무한대도 아닌 구간", "zero": "exp = 0", "inf": "exp = inf",
        "x": "exp의 입력 x", "before": "점수 1000~1002", "after": "최댓값을 뺀 뒤"},
    en={"title": "Where exp is neither 0 nor infinite", "zero": "exp = 0", "inf": "exp = inf",
        "x": "input x of exp", "before": "scores 1000–1002", "after": "maximum subtracted"},
)  # fmt: skip
def exp_log_range(fig: Figure, text: Text) -> None:
    """Between which inputs exp neither vanishes nor overflows, with scores before and after a shift."""
    ax = fig.subplots()
    for row, dtype in enumerate((np.float64, np.float32, np.float16)):
        info = np.finfo(dtype)
        low = float(np.log(float(info.smallest_subnormal)) - np.log(2))
        high = float(np.log(float(info.max)))
        ax.plot([low, high], [row, row], color=BLUE, linewidth=9, solid_capstyle="butt")
        ax.text(low, row + 0.2, f"{low:.2f}".replace("-", "−"), color=INK, ha="center")
        ax.text(high, row + 0.2, f"{high:.2f}", color=INK, ha="center")
    scores = np.array([1000.0, 1001.0, 1002.0])
    ax.plot(scores, np.full(3, -0.9), "o", color=RED)
    ax.text(2400, -1.45, text["before"], color=RED, ha="right")
    ax.plot(scores - scores.max(), np.full(3, -0.9), "o", color=GREEN)
    ax.text(4, -1.45, text["after"], color=GREEN, ha="right")
    ax.text(-3300, 2.85, text["zero"], color=INK, ha="left")
    ax.text(3300, 2.85, text["inf"], color=INK, ha="right")
    ax.set_xscale("symlog", linthresh=4, linscale=0.7)
    ax.set(xlim=(-4000, 4000), ylim=(-1.75, 3.3), xlabel=text["x"], yticks=[0, 1, 2])
    ax.set_xticks([-1000, -100, -10, 0, 10, 100, 1000],
                  ["−1000", "−100", "−10", "0", "10", "100", "1000"])  # fmt: skip
    ax.minorticks_off()
    ax.set_yticklabels(["float64", "float32", "float16"])


@figure(
    height=4.8,
    ko={"title": "0.1을 n번 곱하기와 로그를 n번 더하기", "product": "0.1을 n번 곱한 값",
        "sum": "log 0.1을 n번 더한 값", "single": "float32는\n46번째에 0",
        "double": "float64는\n324번째에 0", "n": "곱하거나 더한 횟수 n"},
    en={"title": "Multiplying 0.1 n times, and adding its logarithm n times",
        "product": "0.1 multiplied n times", "sum": "log 0.1 added n times",
        "single": "float32: 0 at\nthe 46th factor", "double": "float64: 0 at\nthe 324th factor",
        "n": "number of factors or terms n"},
)  # fmt: skip
def exp_log_product(fig: Figure, text: Text) -> None:
    """Running product in two precisions until it is 0, over the running sum of logarithms."""
    above, below = fig.subplots(2, sharex=True)
    for dtype, color, width in ((np.float64, BLUE, 2.2), (np.float32, RED, 4.0)):
        product = np.cumprod(np.full(400, 0.1, dtype=dtype))
        kept = product[product > 0].astype(float)
        n = np.arange(1, kept.size + 1)
        above.plot(n, kept, color=color, linewidth=width)
        above.plot(n[-1], kept[-1], "o", color=color, clip_on=False)
    above.text(72, 1e-52, text["single"], color=RED)
    above.text(338, 1e-290, text["double"], color=BLUE)
    above.set(yscale="log", ylim=(5e-324, 1e12), yticks=[1, 1e-100, 1e-200, 1e-300])
    above.minorticks_off()
    above.set_title(text["product"], color=INK)
    n = np.arange(1, 501)
    below.plot(n, np.cumsum(np.full(500, np.log(0.1))), color=GREEN)
    below.set(xlim=(0, 500), ylim=(-1250, 50), yticks=[0, -400, -800, -1200], xlabel=text["n"])
    below.set_yticklabels(["0", "−400", "−800", "−1200"])
    below.set_title(text["sum"], color=GREEN)


@figure(
    height=3.2,
    ko={"title": "점수 차 d에 대한 손실의 기울기의 크기", "x": "정답의 점수 − 오답의 점수 d",
        "y": "기울기의 크기", "log": "−log p", "square": "(1 − p)²"},
    en={"title": "Size of the loss's slope against the score gap d",
        "x": "score of the right class − other score d", "y": "size of the slope",
        "log": "−log p", "square": "(1 − p)²"},
)  # fmt: skip
def exp_log_slope(fig: Figure, text: Text) -> None:
    """How hard each loss pulls on the score gap of two classes: 1 - p, and 2 p (1 - p)^2."""
    gap = np.linspace(-10, 10, 201)
    right, wrong = act.sigmoid(gap), act.sigmoid(-gap)
    ax = fig.subplots()
    ax.plot(gap, wrong, color=BLUE)
    ax.plot(gap, 2 * right * wrong**2, color=RED, linestyle="--")
    ax.text(-7, 0.88, text["log"], color=BLUE)
    ax.text(-7, 0.08, text["square"], color=RED)
    ax.set(xlim=(-10, 10), ylim=(-0.03, 1.08), xlabel=text["x"], ylabel=text["y"],
           xticks=[-10, -5, 0, 5, 10], yticks=[0, 0.5, 1])  # fmt: skip
    ax.set_xticklabels(["−10", "−5", "0", "5", "10"])
