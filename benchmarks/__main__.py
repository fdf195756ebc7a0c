"""Measure nnlib's speed against its peers: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import report, timing

OUTPUT = Path("_build") / "bench"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("which", nargs="?", choices=["xor", "mlp", "all"], default="all", help="default: all")
    parser.add_argument("--quick", action="store_true", help="seconds instead of minutes: short runs, nothing compiled")
    parser.add_argument("--json", metavar="FILE", type=Path, default=OUTPUT / "bench.json", help="default: %(default)s")
    parser.add_argument(
        "--picture", metavar="FILE", type=Path, default=OUTPUT / "bench.svg", help="default: %(default)s; or PNG, PDF"
    )
    options = parser.parse_args(arguments)

    timing.one_thread()
    from benchmarks import mlp, xor  # only now: they import NumPy, which reads the number of threads once

    machine = timing.machine()
    kernel = machine["kernel"]
    print(f"{machine['processor']}, one thread; Python {machine['python']}; {machine['versions']}")
    print(f"NumPy computes with {machine['blas']}, kernel {kernel}; torch with {machine['torch_blas']}")

    settings = {"rounds": 3, "seconds": 0.02} if options.quick else {"rounds": 11, "seconds": 0.1}
    chosen = {"xor": xor, "mlp": mlp}
    results = {}
    for name, benchmark in chosen.items():
        if options.which in (name, "all"):
            print(f"\nmeasuring {name} ...", file=sys.stderr, flush=True)
            rows, missing = timing.measure(benchmark.contenders(), quick=options.quick, **settings)
            results[name] = report.summary(benchmark, rows, missing, kernel)
            print("\n" + report.table(results[name]))

    if options.quick:
        print("\nThese runs are short: for numbers to rely on, leave out --quick.")
    report.write_json(options.json, machine, results)
    print(f"\nNumbers: {options.json}")
    try:
        report.draw(options.picture, machine, results)
        print(f"Picture: {options.picture}")
    except ModuleNotFoundError as error:
        print(f"Picture: none, {error.name} is not installed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
