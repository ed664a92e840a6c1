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

_FILES = (
    "langson_series",
    "commune_criteria_counts",
    "commune_criterion_verdicts",
    "reorganisation_2020",
    "costs",
)


def load(name: str, library: str | None = None) -> Any:
    """A table of real figures, every cell as text: ``"langson_series"`` (province and districts),
    ``"commune_criteria_counts"``, ``"commune_criterion_verdicts"``, ``"reorganisation_2020"``
    (Resolution 818/NQ-UBTVQH14, as far as public), ``"costs"`` (orders of magnitude, for planning
    examples only); the last column is the source.
    """
    if name not in _FILES:
        raise ValueError(f"there is no dataset {name!r}; known: {', '.join(_FILES)}")
    text = (resources.files("tieuchi") / "data" / f"{name}.csv").read_text("utf-8")
    header, rows = _core.split_csv(text, f"{name}.csv")
    columns = zip(*(row + [""] * (len(header) - len(row)) for row in rows), strict=True)
    return frames.new({h: list(c) for h, c in zip(header, columns, strict=True)}, library)


def resolution_818() -> tuple[Any, list[str]]:
    """What is public of how Lạng Sơn's communes changed on 1 January 2020, for ``reorganisation``:
    links and the units of which only a part, or nothing, is published. Units are called
    "district/commune": a name alone is no key.

    Examples
    --------
    >>> import tieuchi as tc
    >>> links, remainder = tc.datasets.resolution_818()
    >>> graph = tc.reorganisation(links, remainder_not_published=remainder)
    >>> len(graph.links), len(remainder)
    (17, 6)
    """
    table = frames.Frame(load("reorganisation_2020"))
    columns = {
        k: table.text(k)
        for k in ("effective", "instrument", "district", "change", "unit", "successor")
    }
    out: dict[str, list[Any]] = {k: [] for k in ("from", "to", "on", "share", "instrument")}
    remainder = []
    for row, change in enumerate(columns["change"]):
        if change == "count":
            continue
        old, new = (
            f"{columns['district'][row]}/{columns[k][row]}" if columns[k][row] else ""
            for k in ("unit", "successor")
        )
        for key, value in zip(
            out,
            (old, new, columns["effective"][row], None, columns["instrument"][row]),
            strict=True,
        ):
            out[key].append(value)
        if old and old not in remainder:
            remainder.append(old)
    return frames.new(out), remainder


def synthetic_costs(
    criteria: int = 19, *, per_commune_vnd: float = 21e9, seed: int = 1, library: str | None = None
) -> Any:
    """Make up what each criterion costs a commune, for planning examples: SYNTHETIC.

    The sum over all criteria is ``per_commune_vnd``: by default the 21 billion đồng of direct State
    support per commune of the northern mountains, 2010–2020 (``load("costs")``). How it is split
    between criteria is made up: infrastructure (2–9) costs most. Lead times and funds are made up
    too.

    Returns
    -------
    frame
        ``criterion``, ``cost_vnd``, ``lead_years``, ``fund``.
    """
    draw = np.random.Generator(np.random.Philox(seed))
    weight = np.where(
        (np.arange(1, criteria + 1) >= 2) & (np.arange(1, criteria + 1) <= 9), 6.0, 1.0
    ) * (0.6 + 0.8 * draw.random(criteria))
    cost = np.round(per_commune_vnd * weight / weight.sum() / 1e7) * 1e7
    heavy = weight > 3
    return frames.new(
        {
            "criterion": [str(j + 1) for j in range(criteria)],
            "cost_vnd": cost.tolist(),
            "lead_years": heavy.astype(int).tolist(),
            "fund": ["SYNTHETIC: capital" if h else "SYNTHETIC: recurrent" for h in heavy],
        },
        library,
    )


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
            # It has none of the attributes that overrides ask for, and says so.
            strata=[(a, region if a == rules.dimension else "none") for a in rules.attributes],
            cohorts=["border"] if i % 9 == 0 else [],
        )
        for i, (code, district) in enumerate(zip(codes, above, strict=True))
    ]
    units += [
        _core.Unit(
            f"SD{d + 1:0{dwidth}}",
            _core.Level.district,
            names=[f"Huyện giả lập {d + 1:0{dwidth}}"],
            parents=["S"],
        )
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
        data[code] = [
            None if h else v for v, h in zip(data[code].tolist(), hole.tolist(), strict=True)
        ]
    return SyntheticProvince(
        _core.Registry(units),
        frames.new(data, library),
        synthetic_overlay(rules, "S", year),
        rules.id,
        year,
        seed,
        {"synthetic": True, "seed": seed, "generator": "tieuchi.datasets.synthetic_province"},
    )


def synthetic_overlay(
    criteria: _core.CriteriaSet, within: str = "", year: int = 2020
) -> _core.Overlay:
    """Made-up values for every slot that a set delegates; results that use them say *synthetic*."""
    import json

    values = []
    for i in criteria.indicators:
        if not any(c.state == _core.CellState.delegated for c in i.cells):
            continue
        value: dict[str, Any] = {
            "indicator": i.number,
            "status": "verified",
            "source": "made up for an example",
        }
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
    """Make up a province's verdicts of several years, for ``history``: SYNTHETIC, as its units are
    named.

    Calibrated in its last year to a mean number of criteria and a share of units at all of them:
    those of Lạng Sơn at the end of 2019 by default. Units register for recognition, reach every
    criterion in that year and stay there: a recognised mass and the rest, as real communes are.

    Returns
    -------
    frame
        Wide: ``unit``, ``year``, ``district``, ``registered`` and one column a criterion, 1 met, 0
        not met.
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
            (middle, high)
            if ((score + passing[-1] + drift[-1] + middle)[:, rest] > 0).sum(0).mean() < wanted
            else (low, middle)
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
