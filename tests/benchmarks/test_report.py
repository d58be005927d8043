from __future__ import annotations

from collections import defaultdict

from benchmarks.measure import Cost
from benchmarks.report import Blog, Costs, Key, report, with_speed
from benchmarks.run import README, RESULTS

_VERSIONS = {"dapsagi": "1.0", "Hugo": "0.1"}


def _costs() -> Costs:
    costs: Costs = defaultdict(list)
    for posts in (1_000, 10_000):
        costs[Key(Blog("small", posts), "cold", "dapsagi")] = [Cost(posts / 500, posts / 250, 200_000_000)]
        costs[Key(Blog("small", posts), "cold", "Hugo")] = [Cost(posts / 250, posts / 250, 400_000_000)]
    return costs


def test_a_report_shows_ratios_seconds_and_growth() -> None:
    text = report(_costs(), _VERSIONS, "python -m benchmarks.run")
    wall, cpu, memory = (part.partition("\n## ")[0] for part in text.split(": dapsagi / the other\n")[1:])
    assert "| 1,000 × 2.5 KB, cold | 0.50 |" in wall
    assert "| 10,000 × 2.5 KB, cold | 1.00 |" in cpu
    assert "| 10,000 × 2.5 KB, cold | 0.50 |" in memory
    assert "| 10,000 × 2.5 KB, cold | 20.00 · 40.00 · 200 | 40.00 · 40.00 · 400 |" in text
    assert "| dapsagi | 1,000–10,000 × 2.5 KB | cold | 1.00 | 1.00 | 0.00 |" in text


def test_a_size_that_one_alone_was_measured_at_counts_for_growth_only() -> None:
    costs = _costs()
    costs[Key(Blog("small", 100_000), "cold", "dapsagi")] = [Cost(2_000, 400, 300_000_000)]
    text = report(costs, _VERSIONS, "python -m benchmarks.run")
    ratios, _, rest = text.partition("## What was measured")
    assert "100,000" not in ratios
    assert "| 100,000 × 2.5 KB, cold | 2000.00 · 400.00 · 300 |  |" in rest
    assert "| dapsagi | 1,000–100,000 × 2.5 KB | cold | 1.50 | 1.00 |" in rest


def test_one_generator_alone_is_compared_with_nothing() -> None:
    costs = defaultdict(list, {key: value for key, value in _costs().items() if key.name == "Hugo"})
    text = report(costs, {"Hugo": "0.1"}, "python -m benchmarks.run --only hugo")
    assert "the other\n" not in text
    assert "| Hugo | 1,000–10,000 × 2.5 KB | cold | 1.00 |" in text


def test_a_report_says_how_to_repeat_it_and_names_no_place_of_the_machine() -> None:
    text = report(_costs(), _VERSIONS, "python -m benchmarks.run --sizes 1000,10000")
    assert "benchmarks/.work/venv/bin/python -m benchmarks.run --sizes 1000,10000 --save" in text
    assert "/home" not in text
    assert "/root" not in text


def test_the_readmes_figures_are_those_of_the_results() -> None:
    readme = README.read_text("utf-8")
    assert with_speed(readme, RESULTS.read_text("utf-8")) == readme
    assert "cold |" in readme


def test_the_readme_shows_the_largest_blogs_that_were_compared() -> None:
    readme = "a\n<!-- speed: made by `python -m benchmarks.run --save` -->\nold\n<!-- end of speed -->\nb\n"
    shown = with_speed(readme, report(_costs(), _VERSIONS, "python -m benchmarks.run"))
    assert "| 10,000 × 2.5 KB, cold | 0.50 |" in shown
    assert "1,000 ×" not in shown.replace("10,000 ×", "")
    assert shown.startswith("a\n")
    assert shown.endswith("<!-- end of speed -->\nb\n")
