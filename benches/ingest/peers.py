#!/usr/bin/env python3
"""The same tasks as `crates/data/examples/ingest.rs` with Polars and DuckDB, one line of JSON each.

    python3 benches/ingest/peers.py FILE [--repeat 3] [--tool polars duckdb] [--task group five_cubes]

Each measurement runs in a process of its own and includes nothing but the task: imports are done before. A package that is
not installed is skipped with a message on standard error; the exit code stays 0. Install them with
`python3 -m venv .venv && .venv/bin/pip install polars duckdb`, and run this file with `.venv/bin/python`.
"""
import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import time


def columns(path):
    with open(path, encoding="utf-8") as file:
        names = file.readline().rstrip("\r\n").split(",")
    period = "period" if "period" in names else "year"
    market = "market" if "market" in names else "importer"
    return names, period, market


def cubes(task, period, market):
    group = [(period, "exporter", "product")]
    if task == "group":
        return group
    return group + [(period, "product", market), (period, "exporter", market), ("exporter", "product"), (period, "exporter")]


def with_polars(path, task):
    import polars as pl

    names, period, market = columns(path)
    schema = {name: pl.Float64 if name == "value" else pl.String for name in names}

    def run():
        scan = pl.scan_csv(path, schema=schema)
        wanted = cubes(task, period, market)
        queries = [scan.group_by(list(by)).agg(pl.len() if by == (period, "exporter") else pl.col("value").sum()) for by in wanted]
        if len(queries) == 1:
            results = [queries[0].collect(engine="streaming")]
        else:
            results = pl.collect_all(queries, engine="streaming")
        return sum(r.height for r in results), results[0]["value"].sum()

    return run


def with_duckdb(path, task):
    import duckdb

    names, period, market = columns(path)
    types = ", ".join(f"'{name}': '{'DOUBLE' if name == 'value' else 'VARCHAR'}'" for name in names)
    connection = duckdb.connect()

    def run():
        source = f"read_csv('{path}', header=true, delim=',', columns={{{types}}})"
        wanted = cubes(task, period, market)
        if len(wanted) == 1:
            connection.execute(f"create table cube as select {', '.join(wanted[0])}, sum(value) as value from {source} group by all")
            return connection.execute("select count(*), sum(value) from cube").fetchone()
        sets = ", ".join("(" + ", ".join(by) + ")" for by in wanted)
        every = sorted({name for by in wanted for name in by})
        connection.execute(
            f"create table cube as select {', '.join(every)}, sum(value) as value, count(*) as n, grouping({', '.join(every)}) as g"
            f" from {source} group by grouping sets ({sets})"
        )
        cells = connection.execute("select count(*) from cube").fetchone()[0]
        first = sum(1 << (len(every) - 1 - i) for i, name in enumerate(every) if name not in wanted[0])
        return cells, connection.execute(f"select sum(value) from cube where g = {first}").fetchone()[0]

    return run


TOOLS = {"polars": with_polars, "duckdb": with_duckdb}


def measure(tool, task, path):
    run = TOOLS[tool](path, task)
    wall, processor = time.perf_counter(), time.process_time()
    cells, checksum = run()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1 << 20)
    line = {"tool": tool, "task": task, "seconds": round(wall, 3), "cpu_seconds": round(processor, 3), "peak_mb": peak}
    print(json.dumps(line | {"cells": cells, "checksum": checksum}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--tool", nargs="+", choices=sorted(TOOLS), default=sorted(TOOLS))
    parser.add_argument("--task", nargs="+", choices=["group", "five_cubes"], default=["group", "five_cubes"])
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.here:
        return measure(words.tool[0], words.task[0], words.file)
    for tool in words.tool:
        if importlib.util.find_spec(tool) is None:
            print(f"{tool} is not installed: skipped (pip install {tool})", file=sys.stderr)
            continue
        for task in words.task:
            for _ in range(words.repeat):
                one = [sys.executable, os.path.abspath(__file__), words.file, "--tool", tool, "--task", task, "--here"]
                if subprocess.run(one, check=False).returncode != 0:
                    print(f"{tool} failed at {task}", file=sys.stderr)


if __name__ == "__main__":
    main()
