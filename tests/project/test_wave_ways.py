"""What the bench of a wave compares makes the same shares."""

from pathlib import Path

import pytest

import bench_waves
import wave_ways
from readytochange.survey.waves import simulation


def test_every_way_finds_the_same_shares(tmp_path: Path) -> None:
    drawn = simulation.simulate(150, seed=3)
    export, kept = tmp_path / "simulated.csv", tmp_path / "answers.parquet"
    simulation.in_form(drawn).write_csv(export, separator=";", quote_style="always")
    drawn.write_parquet(kept)
    found = [
        list(
            wave_ways.WAYS[way](
                str(file), wave_ways.read_plan(str(bench_waves.plan(tmp_path, part)))
            )
        )
        for way, file, part in (
            ("project", export, "export"),
            ("pandas", export, "export"),
            ("duckdb", export, "export"),
            ("project_rows", kept, "rows"),
            ("duckdb_rows", kept, "rows"),
        )
    ]
    assert len(found[0]) > 50
    for each in found[1:]:
        assert each == pytest.approx(found[0], abs=1e-12)
