"""Figures to work with: what is public of Lạng Sơn and other provinces, and synthetic provinces.

Real figures keep their sources as columns. Synthetic ones say so in their metadata, in the names of
their units and in the source of every column, and every display of a result repeats it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np

from tieuchi import _core, frames
from tieuchi.judging import criteria_set

_FILES = ("langson_series", "commune_criteria_counts", "commune_criterion_verdicts")


def load(name: str, library: str | None = None) -> Any:
    """A table of real figures, every cell as text: ``"langson_series"`` (province and districts),
    ``"commune_criteria_counts"``, ``"commune_criterion_verdicts"``; the last column is the source."""
    if name not in _FILES:
        raise ValueError(f"there is no dataset {name!r}; known: {', '.join(_FILES)}")
    text = (resources.files("tieuchi") / "data" / f"{name}.csv").read_text("utf-8")
    header, rows = _core.split_csv(text, f"{name}.csv")
    columns = zip(*(row + [""] * (len(header) - len(row)) for row in rows), strict=True)
    return frames.new({h: list(c) for h, c in zip(header, columns, strict=True)}, library)


@dataclass(frozen=True)
class SyntheticProvince:
    """A made-up province: a registry, a frame of measures and a provincial overlay."""

    registry: _core.Registry
    data: Any
    overlay: _core.Overlay
    set_id: str
    year: int
    seed: int
    metadata: dict[str, Any]

    def __repr__(self) -> str:
        n = len(self.data)
        return f"<SYNTHETIC province: {n} communes, {self.set_id}, {self.year}, seed {self.seed}>"


def synthetic_province(
    communes: int = 181,
    *,
    districts: int | None = None,
    criteria: str = "vn-commune-2016",
    year: int = 2020,
    region: str = "MNPB",
    missing: float = 0.02,
    seed: int,
    library: str | None = None,
) -> SyntheticProvince:
    """Make up a province: every measure of a set for communes that differ by one latent level.

    Parameters
    ----------
    communes, districts
        How many; districts are a tenth of the communes unless given.
    missing
        Share of cells that are empty, 0 to 1.
    seed
        The same seed gives the same numbers everywhere.

    Examples
    --------
    >>> import tieuchi as tc
    >>> tc.datasets.synthetic_province(20, seed=1)
    <SYNTHETIC province: 20 communes, vn-commune-2016, 2020, seed 1>
    """
    rules = criteria_set(criteria)
    k = districts or max(1, communes // 10)
    width, dwidth = max(3, len(str(communes))), max(2, len(str(k)))
    codes = [f"S{i + 1:0{width}}" for i in range(communes)]
    above = [f"SD{i * k // communes + 1:0{dwidth}}" for i in range(communes)]
    units = [
        _core.Unit(
            code,
            rules.level,
            names=[f"Xã giả lập {code[1:]}"],
            parents=[district],
            strata=[(rules.dimension, region)] if rules.dimension else [],
            cohorts=["border"] if i % 9 == 0 else [],
        )
        for i, (code, district) in enumerate(zip(codes, above, strict=True))
    ]
    units += [
        _core.Unit(f"SD{d + 1:0{dwidth}}", _core.Level.district, names=[f"Huyện giả lập {d + 1:0{dwidth}}"], parents=["S"])
        for d in range(k)
    ]
    units.append(_core.Unit("S", _core.Level.province, names=["Tỉnh giả lập"]))
    rng = np.random.Generator(np.random.Philox(seed))
    level = rng.random(communes)
    data: dict[str, Any] = {"unit": codes, "name": [f"Xã giả lập {c[1:]}" for c in codes]}
    holes: dict[str, np.ndarray] = {}
    for m in rules.measures:
        good = np.minimum(1.0, 0.35 + 0.75 * level + 0.5 * (rng.random(communes) - 0.4))
        kind = m.kind.name
        if kind == "share":
            values = np.round(100 * np.clip(0.45 + 0.6 * good, 0, 1), 1)
        elif kind == "attained":
            values = (good > 0.45).astype(float)
        elif kind == "count":
            values = np.maximum(0.0, np.round(30 * (0.6 - good)))
        elif kind == "amount":
            values = np.round(22 + 26 * good, 1)
        else:
            values = np.round(100 * good)
        if m.code == "poverty.multidimensional_rate":
            values = np.round(35 * (1 - good), 1)
        if m.code == "health.stunting_share":
            values = np.round(12 + 30 * (1 - good), 1)
        if m.code == "water.clean_share" and "water.hygienic_share" in data:
            values = np.round(np.minimum(values * 0.75, data["water.hygienic_share"]), 1)
        data[m.code] = values
        holes[m.code] = rng.random(communes) < missing
    for code, hole in holes.items():
        data[code] = [None if h else v for v, h in zip(data[code].tolist(), hole.tolist(), strict=True)]
    return SyntheticProvince(
        _core.Registry(units),
        frames.new(data, library),
        synthetic_overlay(rules, "S", year),
        rules.id,
        year,
        seed,
        {"synthetic": True, "seed": seed, "generator": "tieuchi.datasets.synthetic_province"},
    )


def synthetic_overlay(criteria: _core.CriteriaSet, within: str = "", year: int = 2020) -> _core.Overlay:
    """Made-up values for every slot that a set delegates; results that use them say *synthetic*."""
    import json

    values = []
    for i in criteria.indicators:
        if not any(c.state == _core.CellState.delegated for c in i.cells):
            continue
        value: dict[str, Any] = {"indicator": i.number, "status": "verified", "source": "made up for an example"}
        kinds = {m.code: m.kind.name for m in criteria.measures}
        if kinds[i.measures[0]] != "attained":
            value["values"] = [100 if i.number == "2.1" else 50]
        values.append(value)
    issued = max(criteria.issued.isoformat(), criteria.in_force.first.isoformat())
    return _core.Overlay.from_json(
        json.dumps(
            {
                "format": "tieuchi-overlay",
                "version": 1,
                "instrument": "SYNTHETIC provincial decision",
                "set": criteria.id,
                "kind": "fill",
                "rank": "province",
                "issued": issued,
                "synthetic": True,
                "scope": {"within": within} if within else {},
                "values": values,
            }
        )
    )


def synthetic_history(
    communes: int = 207,
    *,
    years: int = 6,
    last: int = 2019,
    mean: float = 11.54,
    share_at_all: float = 61 / 207,
    criteria: int = 19,
    districts: int | None = None,
    seed: int,
    library: str | None = None,
) -> Any:
    """Make up a province's verdicts of several years, for ``history``: SYNTHETIC, as its units are named.

    Calibrated in its last year to a mean number of criteria and a share of units at all of them: those of
    Lạng Sơn at the end of 2019 by default. Units register for recognition, reach every criterion in that
    year and stay there: a recognised mass and the rest, as real communes are.

    Returns
    -------
    frame
        Wide: ``unit``, ``year``, ``district``, ``registered`` and one column a criterion, 1 met, 0 not met.
    """
    draw = np.random.Generator(np.random.Philox(seed))
    places = districts or max(1, communes // 20)
    of_district = np.arange(communes) * places // communes
    level = 0.8 * draw.standard_normal(communes) + 0.4 * draw.standard_normal(places)[of_district]
    hard = 1.2 * draw.standard_normal(criteria)
    drift = 0.32 * np.arange(-(years - 1), 1) + 0.1 * draw.standard_normal(years)
    lasting = draw.logistic(size=(criteria, communes))
    passing = 0.25 * draw.standard_normal((years, criteria, communes))
    at_all = np.round(share_at_all * communes * np.linspace(0.15, 1, years)).astype(int)
    order = np.argsort(-(level + 0.4 * draw.standard_normal(communes)))
    joined = np.full(communes, years)
    for t in range(years - 1, -1, -1):
        joined[order[: at_all[t]]] = t
    score = level - hard[:, None] + lasting
    rest = order[at_all[-1] :]
    wanted = (mean * communes - criteria * at_all[-1]) / max(len(rest), 1)
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if ((score + passing[-1] + drift[-1] + middle)[:, rest] > 0).sum(0).mean() < wanted else (low, middle)
        )
    met = score[None] + passing + drift[:, None, None] + low > 0
    met |= (np.arange(years)[:, None] >= joined)[:, None, :]
    data: dict[str, Any] = {
        "unit": [f"SYNTHETIC-{i + 1:03}" for _ in range(years) for i in range(communes)],
        "year": np.repeat(np.arange(last - years + 1, last + 1), communes),
        "district": [f"SYNTHETIC-D{d + 1:02}" for _ in range(years) for d in of_district],
        "registered": (np.arange(years)[:, None] == joined).astype(np.int64).ravel(),
    }
    data |= {str(j + 1): met[:, j, :].astype(np.int64).ravel() for j in range(criteria)}
    return frames.new(data, library)
