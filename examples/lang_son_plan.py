"""What to do first: a road map for a SYNTHETIC province of the size of Lạng Sơn, under a budget
taken from data/costs.csv; what mergers do to a mean; what a plan does to the targets of 2020. Every
figure below the first lines is made up.

Usage: python examples/lang_son_plan.py FOLDER
"""

import sys
from pathlib import Path

import pandas as pd

import tieuchi as tc

folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
costs = tc.datasets.load("costs", "pandas")
norm = costs[costs["item"] == "yearly support per other commune"].iloc[0]
support = costs[
    (costs["item"] == "direct State budget support per commune")
    & costs.scope.str.startswith("Trung du")
].iloc[0]
communes, years = 181, (2021, 2022, 2023)
yearly = communes * float(norm.value) * 1e9
print(
    f"Budget: {communes} communes × {norm.value} billion đồng a year ({norm.scope},"
    f" {norm.source.split('/')[2]}) = {yearly / 1e9:.1f} billion a year"
)
print(
    f"Costs: {support.value} billion đồng a commune for all criteria ({support.scope}); its split"
    " between criteria is SYNTHETIC"
)

made_up = tc.datasets.synthetic_province(communes, districts=10, seed=2020, library="pandas")
province = tc.assess(
    made_up.set_id,
    made_up.data,
    registry=made_up.registry,
    on=2020,
    overlays=[made_up.overlay],
    provenance="allow_unverified",
    source="SYNTHETIC",
)
works = tc.works(
    province,
    tc.datasets.synthetic_costs(per_commune_vnd=float(support.value) * 1e9),
    library="pandas",
)
budget = dict.fromkeys(years, yearly)
print(
    f"\nSYNTHETIC province: {len(works)} criteria not met, {works.cost_vnd.sum() / 1e9:.0f} billion"
    " đồng to meet them all"
)

plan = tc.prioritise(
    province, works=works, budget_vnd=budget, recognition_worth=5, seconds=20, gap=1e-3
)
print(plan)
cheapest = tc.least_cost(source=province, works=works, recognised=13)
print(f"Least money for 13 recognitions: {cheapest.cost_vnd / 1e9:.1f} billion đồng")
lead = plan.roadmap(language="vi")
easy = tc.roadmap(province, works=works, budget_vnd=budget)
best = tc.roadmap(province, works=works, budget_vnd=budget, order="recognitions_first")
print("\nEasiest first beside recognitions first (what the first gives up):")
print(easy.gives_up(best, "pandas").round(1).to_string(index=False))
print(f"\n{lead}")

print(
    "\n26 SYNTHETIC pairs of weak communes merge on 1 July 2020, as 207 real ones became 181 on 1"
    " January:"
)
old = tc.datasets.synthetic_province(207, districts=11, seed=2019, year=2020, library="pandas")
codes = list(old.data.unit)
poor = old.data.set_index("unit").mean(axis=1, numeric_only=True).sort_values().index[:52]
pairs = list(zip(poor[::2], poor[1::2], strict=True))
names = [f"M{k + 1:02}" for k in range(len(pairs))]
everyone = pd.DataFrame(
    {
        "unit": [*codes, *names],
        "region": "MNPB",
        "name": [f"Xã giả lập {u}" for u in [*codes, *names]],
    }
)
registry = tc.registry(everyone, dimensions=["region"])
before = tc.assess(
    old.set_id,
    old.data,
    registry=registry,
    on="2020-06-30",
    overlays=[tc.datasets.synthetic_overlay(tc.catalog.criteria_set(old.set_id))],
    provenance="allow_unverified",
    source="SYNTHETIC",
)
graph = tc.reorganisation(
    pd.DataFrame(
        [(u, m, "2020-07-01", 1.0) for m, pair in zip(names, pairs, strict=True) for u in pair],
        columns=["from", "to", "on", "share"],
    )
)
carried = tc.carry(before, graph, on="2020-07-01", weights=dict.fromkeys(codes, 1.0))
after = tc.assess(
    old.set_id,
    carried,
    registry=registry,
    on="2020-07-01",
    overlays=[tc.datasets.synthetic_overlay(tc.catalog.criteria_set(old.set_id))],
    provenance="allow_unverified",
)
change = tc.compare(before, after, na_count="deem_met", by=graph)
print(change)
print(
    f"To be re-reviewed: {len(tc.re_review(before, graph, on='2020-07-01', library='pandas'))}"
    f" criteria of {len(names)} merged communes"
)

print(
    "\nWhat a plan does to the targets of 2020, on a SYNTHETIC history of 207 communes (rung full):"
)
past = tc.history(tc.datasets.synthetic_history(207, seed=2020, library="pandas"))
outlook = tc.project(tc.fit(past), until=2021, draws=2000, seed=2020)
lacking = tc.works(past, tc.datasets.synthetic_costs())
funded = tc.prioritise(outlook, works=lacking, budget_vnd=yearly)
promise = tc.chance_plan(
    outlook, works=lacking, at_least=100, chance=0.9, metric="recognised", year=2021
)
print(f"Most value for {yearly / 1e9:.1f} billion: {funded!r}")
print(f"100 recognised by the end of 2021 with a chance of 0.9: {promise!r}")
print(
    tc.what_if(
        outlook,
        [funded.scenario("most value", 2020), promise.scenario("100 at 0.9", 2020)],
        programme="vn-lang-son-2020",
    )
)

targets = tc.programme_table(
    "vn-lang-son-2020",
    result=province,
    language="vi",
    cohorts={"border": made_up.registry.members(tc.Level.commune, province.on, cohort="border")},
)
tc.report.write(
    {"Tỉnh giả lập, 181 xã, 31/12/2020": province},
    folder / "lang-son-plan.html",
    title="Tỉnh giả lập: mục tiêu, điều gì đã thay đổi, lộ trình 2021–2023",
    programme=targets,
    roadmap=lead,
    comparison=change,
    force=True,
)
lead.write(folder / "lang-son-roadmap.xlsx", title="Lộ trình 2021–2023 (giả lập)", force=True)
print(
    f"\nRoad map (SYNTHETIC): {folder / 'lang-son-plan.html'}, {folder / 'lang-son-roadmap.xlsx'}"
)
