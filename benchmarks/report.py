"""What became of the measurements: a table in plain text, JSON, and a picture."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from types import ModuleType

from benchmarks.timing import Row

# Okabe and Ito's colours, which stay apart for colour-blind eyes
COLOURS = {"numpy": "#000000", "nnlib": "#0072B2", "peer": "#E69F00", "floor": "#777777"}
MARKERS = {"numpy": "s", "nnlib": "o", "peer": "D", "floor": "^"}
LABELS = {"numpy": "NumPy by hand", "nnlib": "nnlib", "peer": "other libraries", "floor": "matrix products alone"}


def summary(benchmark: ModuleType, rows: list[Row], missing: dict[str, str], kernel: str) -> dict:
    """Gather everything that is reported of one benchmark; this is what the JSON holds."""
    by_name = {row.name: row for row in rows}
    reference = by_name.get(benchmark.REFERENCE)
    return {
        "title": benchmark.TITLE,
        "reference": benchmark.REFERENCE,
        "ratio_means": benchmark.RATIO_MEANS,
        "loss_tolerance": benchmark.TOLERANCE,
        "rows": [
            {
                "name": row.name,
                "kind": row.kind,
                "median_us": 1e6 * row.median,
                "min_us": 1e6 * min(row.seconds),
                "max_us": 1e6 * max(row.seconds),
                "ratio": benchmark.ratio(row, reference) if reference else None,
                "samples_per_second": benchmark.BATCH / row.median if hasattr(benchmark, "BATCH") else None,
                "loss_difference": row.loss_difference,
                "rounds": len(row.seconds),
                "steps_per_round": row.steps,
            }
            for row in rows
        ],
        "missing": missing,
        "verdicts": [
            {"claim": words, "measured": measured, "relation": relation, "limit": limit, "verdict": verdict}
            for words, measured, relation, limit in benchmark.bounds(by_name, kernel)
            for verdict in [_verdict(measured, relation, limit)]
        ],
        "remarks": benchmark.remarks(by_name) + _unrest(rows[0]),
    }


def _unrest(row: Row) -> list[str]:
    """Say so if the machine had other work: the ratios are then less sure than they look."""
    unrest = max(row.seconds) / min(row.seconds)
    if unrest < 1.5:
        return []
    return [
        f"the machine was busy ({row.name}: slowest run {unrest:.1f} times the quickest): measure again when it rests"
    ]


def _verdict(measured: float | None, relation: str, limit: float) -> str:
    if measured is None:
        return "not measured"
    return "met" if (measured <= limit if relation == "<=" else measured >= limit) else "not met"


def table(result: dict) -> str:
    """Return the table, what is missing, the verdicts and the remarks as text."""
    with_samples = result["rows"][0]["samples_per_second"] is not None
    head = ["", "median µs", "ratio", "min - max µs", *(["samples/s"] if with_samples else []), "losses differ by"]
    lines = [head]
    for row in result["rows"]:
        difference = row["loss_difference"]
        same = "-" if difference is None else f"{difference:.0e}"
        if difference is not None and difference > result["loss_tolerance"]:
            same += " (!)"  # it does not do the same arithmetic: its time means nothing
        lines.append(
            [
                row["name"],
                _digits(row["median_us"]),
                "-" if row["ratio"] is None else f"{row['ratio']:.2f}",
                f"{_digits(row['min_us'])} - {_digits(row['max_us'])}",
                *([f"{row['samples_per_second']:,.0f}" if row["kind"] != "floor" else "-"] if with_samples else []),
                same,
            ]
        )
    widths = [max(map(len, column)) for column in zip(*lines)]
    text = [result["title"], f"(ratio: {result['ratio_means']})", ""]
    for name, *cells in lines:
        text.append("  ".join([name.ljust(widths[0]), *(c.rjust(w) for c, w in zip(cells, widths[1:]))]).rstrip())
    text += [f"{name.ljust(widths[0])}  {reason}" for name, reason in result["missing"].items()]
    text.append("")
    for verdict in result["verdicts"]:
        number = f"  here {verdict['measured']:.2f}" if verdict["measured"] is not None else ""
        limit = f"{verdict['relation']} {verdict['limit']:.2f}"
        text.append(f"{verdict['verdict']:<12}  {verdict['claim']} {limit}{number}")
    text += textwrap.wrap("Remarks: " + "; ".join(result["remarks"]) + ".", 110)
    return "\n".join(text)


def write_json(path: Path, machine: dict, results: dict[str, dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"machine": machine, "benchmarks": results}, indent=2) + "\n", encoding="utf-8")


def draw(path: Path, machine: dict, results: dict[str, dict]) -> None:
    """Draw the median time of a step of each contender as a dot, minimum to maximum as a line."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt
    from matplotlib.lines import Line2D

    heights = [len(result["rows"]) for result in results.values()]
    figure, axes = plt.subplots(
        len(results), figsize=(9, 1.8 + 0.36 * sum(heights)), squeeze=False, height_ratios=heights, layout="constrained"
    )
    for ax, result in zip(axes.ravel(), results.values()):
        _draw_one(ax, result)
    kinds = dict.fromkeys(row["kind"] for result in results.values() for row in result["rows"])
    dots = [Line2D([], [], color=COLOURS[kind], marker=MARKERS[kind], ls="", label=LABELS[kind]) for kind in kinds]
    figure.legend(handles=dots, loc="outside lower center", ncols=len(dots), frameon=False)
    figure.suptitle(
        f"{machine['processor']}, one thread, NumPy on {machine['blas']}, kernel {machine['kernel']}\n"
        "dots: medians; lines: minimum to maximum",
        fontsize=10,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    plt.close(figure)


def _draw_one(ax, result: dict) -> None:
    rows = result["rows"][::-1]
    for position, row in enumerate(rows):
        colour, marker = COLOURS[row["kind"]], MARKERS[row["kind"]]
        ax.plot([row["min_us"], row["max_us"]], [position, position], color=colour, lw=1.5)
        ax.plot(row["median_us"], position, marker, color=colour, ms=7)
        text = f"{_digits(row['median_us'])} µs" + ("" if row["ratio"] is None else f",  ratio {row['ratio']:.2f}")
        ax.annotate(text, (row["max_us"], position), (8, 0), textcoords="offset points", va="center", fontsize=9)
    ax.set_yticks(range(len(rows)), [row["name"] for row in rows])
    smallest, largest = min(row["min_us"] for row in rows), max(row["max_us"] for row in rows)
    if largest > 20 * smallest:
        ax.set_xscale("log")
        ax.set_xlim(smallest / 1.5, largest * 15)
        ax.xaxis.set_major_formatter(lambda x, _: f"{x:g}")
    else:
        ax.set_xlim(0, largest * 1.3)
    ax.set_title(f"{result['title']}\nratio: {result['ratio_means']}", loc="left", fontsize=10)
    ax.set_xlabel("time of a step in µs" + (", logarithmic" if ax.get_xscale() == "log" else ""), fontsize=9)
    ax.grid(axis="x", color="#DDDDDD")
    ax.set_axisbelow(True)
    ax.spines[["top", "right"]].set_visible(False)


def _digits(microseconds: float) -> str:
    return f"{microseconds:.0f}" if microseconds >= 100 else f"{microseconds:.3g}"
