"""The benchmarks measure what they say: every contender trains the same network, and the report is whole."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import nnlib
from benchmarks import mlp, report, timing, xor

ROOT = Path(__file__).resolve().parents[1]
# torch's compiler calls what torch itself has deprecated
COMPILES = (pytest.mark.slow, pytest.mark.filterwarnings("ignore:.*torch:DeprecationWarning"))


def parametrised(benchmark, follows):
    return [
        pytest.param(c, id=c.name, marks=COMPILES if c.compiles else ())
        for c in benchmark.contenders()
        if c.follows == follows and c.kind != "floor"
    ]


def ready(contender):
    try:
        return contender.setup()
    except ModuleNotFoundError as error:
        pytest.skip(f"{error.name} is not installed")


def test_hand_written_loop_learns_xor():
    losses = xor.by_hand()(8000)
    assert losses[0] > 0.2
    assert losses[-1] < 0.01


@pytest.mark.parametrize("contender", parametrised(xor, follows=True))
def test_xor_contender_meets_the_losses_of_the_hand_written_loop(contender):
    train, expected = ready(contender), xor.by_hand()(300)
    np.testing.assert_allclose(train(300), expected, rtol=xor.TOLERANCE)
    np.testing.assert_allclose(train(3), expected[:3], rtol=xor.TOLERANCE)  # every run starts afresh


def test_loop_without_loss_takes_the_same_steps():
    assert xor.by_hand_without_loss()(300) == pytest.approx(xor.by_hand()(301)[-1:], rel=xor.TOLERANCE)


@pytest.mark.parametrize("setup", [xor.sklearn_partial_fit, xor.sklearn_fit])
def test_scikit_learn_takes_our_steps_on_cross_entropy(setup):
    pytest.importorskip("sklearn")
    model = nnlib.Sequential(*xor.nnlib_model().layers[:-1])  # the loss has the last sigmoid in it
    rng, optimizer = np.random.default_rng(0), nnlib.SGD(model.parameters(), lr=xor.RATE)
    expected = nnlib.fit(model, nnlib.BCEWithLogitsLoss(), optimizer, xor.X, xor.Y, epochs=100, rng=rng).loss
    train = setup()
    np.testing.assert_allclose(train(100), expected, rtol=xor.TOLERANCE)
    np.testing.assert_allclose(train(3), expected[:3], rtol=xor.TOLERANCE)


@pytest.mark.parametrize("contender", parametrised(mlp, follows=True))
def test_mlp_contender_meets_the_losses_of_nnlib(contender):
    train, expected = ready(contender), mlp.nnlib_loop()(24)
    assert np.mean(expected[-mlp.BATCHES :]) < np.mean(expected[: mlp.BATCHES])  # over all batches
    np.testing.assert_allclose(train(24), expected, rtol=mlp.TOLERANCE)
    np.testing.assert_allclose(train(3), expected[:3], rtol=1e-5)


def contender(name, losses, kind="peer", calls=None, **options):
    def train(steps):
        if calls is not None:
            calls.append(name)
        return [losses / (1 + step) for step in range(steps)]

    return timing.Contender(name, lambda: train, kind, **options)


def broken(error):
    def setup():
        raise error

    return setup


def test_contenders_take_turns():
    calls = []
    timing.measure(
        [contender("A", 1.0, calls=calls), contender("B", 1.0, calls=calls)], rounds=3, seconds=1e-4, quick=False
    )
    assert "".join(calls).endswith("ABABAB")


def test_missing_and_broken_peers_are_named():
    missing_module = ModuleNotFoundError("No module named 'jax'", name="jax")
    rows, missing = timing.measure(
        [
            contender("reference", 1.0, "numpy"),
            timing.Contender("absent", broken(missing_module)),
            timing.Contender("broken", broken(RuntimeError("no compiler\nmore"))),
            contender("slow to start", 1.0, compiles=True),
        ],
        rounds=1,
        seconds=1e-4,
        quick=True,
    )
    assert [row.name for row in rows] == ["reference"]
    assert missing["absent"] == "jax is not installed: pip install -e '.[bench]'"
    assert missing["broken"] == "failed: RuntimeError: no compiler"
    assert "--quick" in missing["slow to start"]


def test_a_fault_of_our_own_is_not_hidden():
    with pytest.raises(RuntimeError, match="ours"):
        timing.measure(
            [timing.Contender("nnlib", broken(RuntimeError("ours")), "nnlib")], rounds=1, seconds=1e-4, quick=True
        )


def test_ratio_is_of_medians_and_other_arithmetic_is_marked():
    rows = [
        timing.Row(xor.REFERENCE, "numpy", None, 20, 0.0, [1e-6, 2e-6, 9e-6]),
        timing.Row("nnlib loop", "nnlib", None, 20, 0.5, [1e-6, 5e-6, 6e-6]),
        timing.Row("torch eager", "peer", None, 20, None, [2e-5, 2e-5, 2e-5]),
    ]
    result = report.summary(xor, rows, {"jax": "absent"}, kernel="SkylakeX")
    assert [row["ratio"] for row in result["rows"]] == pytest.approx([1, 2.5, 10])
    assert [verdict["verdict"] for verdict in result["verdicts"]] == ["not met", "met", "not measured"]
    text = report.table(result)
    line = next(line for line in text.splitlines() if line.startswith("nnlib loop"))
    assert line.endswith("5e-01 (!)")
    assert "machine was busy" in " ".join(text.split())


@pytest.mark.parametrize(("kernel", "expected"), [("SkylakeX", [3.0, None]), ("Haswell", [None, 3.0])])
def test_the_kernel_says_which_bound_is_claimed(kernel, expected):
    rows = {
        "nnlib loop, input_grad=False": timing.Row("", "nnlib", None, 20, 0.0, [1e-3]),
        "torch eager": timing.Row("", "peer", None, 20, 0.0, [3e-3]),
    }
    assert [measured for _, measured, _, _ in mlp.bounds(rows, kernel)] == expected
    assert [measured for _, measured, _, _ in mlp.bounds({**rows, "torch eager": None}, kernel)] == [None, None]


def test_a_quick_run_reports_everything(tmp_path):
    numbers, picture = tmp_path / "new" / "bench.json", tmp_path / "bench.svg"
    command = [sys.executable, "-m", "benchmarks", "all", "--quick", "--json", numbers, "--picture", picture]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    assert "kernel" in done.stdout
    assert "NumPy by hand " in done.stdout
    assert "(!)" not in done.stdout

    found = json.loads(numbers.read_text(encoding="utf-8"))
    assert {"processor", "blas", "kernel", "versions"} <= set(found["machine"])
    for name, benchmark in {"xor": xor, "mlp": mlp}.items():
        result = found["benchmarks"][name]
        told = [row["name"] for row in result["rows"]] + list(result["missing"])
        assert sorted(told) == sorted(c.name for c in benchmark.contenders())
        for row in result["rows"]:
            assert 0 < row["min_us"] <= row["median_us"] <= row["max_us"]
            assert row["rounds"] == 3
        ratios = {row["name"]: row["ratio"] for row in result["rows"]}
        if benchmark.REFERENCE in ratios:
            assert ratios[benchmark.REFERENCE] == 1
            assert all(ratio > 0 for ratio in ratios.values())
    pytest.importorskip("matplotlib")
    assert picture.read_text(encoding="utf-8").rstrip().endswith("</svg>")
