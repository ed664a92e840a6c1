"""What could honestly be said on 12 February 2020 about the end of 2020: Lạng Sơn from its series
and bands alone, each figure with its basis; then the full rung on a SYNTHETIC province of the same
mean and share at 19 criteria.

Usage: python examples/lang_son_outlook.py
"""

import numpy as np

import tieuchi as tc

LEVELS = (50, 80, 90)
series = {
    (r["scope"], r["indicator"], r["as_of"], r["kind"]): r["value"]
    for r in tc.datasets.load("langson_series", "pandas").to_dict("records")
}
communes = int(series["province", "communes_total", "2019-12-01", "result"])
after_mergers = int(series["province", "communes_total", "2020-01-01", "result"])
recognised = int(series["province", "communes_recognised_cum", "2019-12-31", "result"])
newly = int(series["province", "communes_recognised_year", "2019-12-31", "result"])
printed = series["province", "mean_criteria_per_commune", "2019-12-31", "result"]
rise = float(series["province", "mean_criteria_increase", "2019-12-31", "result"])
least, most = tc.totals_of_printed_mean(printed, 2, communes)
before = float(printed) - rise


def intervals(row, name="aggregate"):
    return ", ".join(
        f"{level} % {row[f'{name}-lo-{level}']:.1f}–{row[f'{name}-hi-{level}']:.1f}"
        for level in LEVELS
    )


def mean_of_2020(evidence):
    row = tc.mean_forecast(evidence, until=2020, at_least=[12.5, 13], library="pandas").to_dict(
        "records"
    )[0]
    reached, above = row["P(≥ 12.5)"], row["P(≥ 13)"]
    told = {
        "probability": reached,
        "forecast": row["aggregate"],
        "low": row["aggregate-lo-80"],
        "high": row["aggregate-hi-80"],
        "rung": "aggregate",
    }
    return (
        told,
        (
            f"{row['aggregate']:.2f} ({intervals(row)}); P(≥ 12.5) {reached:.2f}, P(12.5–13)"
            f" {reached - above:.2f}, P(> 13) {above:.2f}"
        ),
    )


print(
    "Lạng Sơn on 12 February 2020, looking at 31 December 2020. Rung: aggregate (no commune is"
    " known)."
)
print("\n1. Evidence as intervals")
others = [(t - 19 * recognised) / (communes - recognised) for t in (least, most)]
print(
    f"   Mean {printed} over {communes} communes: a total of {least}–{most}. The {recognised}"
    " recognised hold 19 each,"
)
print(
    f"   so the other {communes - recognised} average {others[0]:.1f}–{others[1]:.1f}. A year"
    f" before the mean was {before:.2f}."
)

print("\n2. Not identified: no published baseline, so no number")
for what in (
    "mean of the 20 border communes (target 11.5–12)",
    "especially difficult pilot communes (target 3)",
    "model communes (target 2)",
):
    print(f"   {what}")
print(
    f"   The older plan's 77 recognised is not {recognised} + 13: two recognised communes were"
    " dissolved on 1 January."
)

print(
    f"\n3. Mean criteria, on the {communes} communes of 2019 (target 12.5–13, met at its lower end)"
)
print(
    "   Own drift on the logit, half way to that of 13 press-selected province series 2010–2019"
    " (0.43 ± 0.28), damping 0.8."
)
mean_answer, text = mean_of_2020({2018: before, 2019: (least / communes, most / communes)})
print(f"   {text}")
p_mean = mean_answer["probability"]

print(
    f"\n4. The same on the {after_mergers} communes that exist in 2020: what a merged commune holds"
    " matters more than the model"
)
merged, spread = sum(others) / 2, 2.5
print(
    f"   Assumed: {communes - after_mergers} pairs of communes not recognised, mean {merged:.1f},"
    f" sd {spread} between them."
)


def logit(x):
    return np.log(x / (19 - x))


drift = logit(float(printed)) - logit(before)
merged_chances = []
for rule, gone in (
    ("worst parent", merged + spread / np.sqrt(np.pi)),
    ("mean of parents", merged),
    ("best parent", merged - spread / np.sqrt(np.pi)),
):
    start = ((least + most) / 2 - (communes - after_mergers) * gone) / after_mergers
    earlier = 19 / (1 + np.exp(-(logit(start) - drift)))
    answer, text = mean_of_2020({2018: earlier, 2019: start})
    merged_chances.append(answer["probability"])
    print(f"   {rule} (mean {start:.1f} on 1 January): {text}")

print("\n5. Newly recognised, target 13")
free = communes - (recognised - newly)
low, high = (
    tc.event_probability(newly, free, n, at_least=13)
    for n in (after_mergers - recognised, communes - recognised)
)
listed = tc.count_distribution([0.9] * 15)[13:].sum()
print(
    f"   From the hazard of 2019 alone ({newly} of {free}),"
    f" {after_mergers - recognised}–{communes - recognised} at risk: P {low:.2f}–{high:.2f}."
)
print(
    f"   With a registration list of 15 names at 0.9 each: P {listed:.2f}. Without the list:"
    " 0.3–0.8, depends on the list."
)
print("   What would settle it: the registration list of 2020.")

print("\n6. Both targets together, dependence not identified (Fréchet bounds)")
q = (0.3, 0.8)
print(
    f"   With P(mean) {p_mean:.2f} and P(13 new) {q[0]}–{q[1]}:"
    f" {max(0, p_mean + q[0] - 1):.2f}–{min(p_mean, q[1]):.2f}."
)

print("\n7. Tràng Định district, bands of 28 August 2019 (4 · 0 · 2 · 16 · 0 of 22 communes)")
print(
    "   One date only: moves between bands are the prior's (three in four stay a year, one in four"
    " goes one band up)."
)
names = ("19", "15_18", "10_14", "5_9", "lt5")
counts = [
    float(series["Huyện Tràng Định", f"communes_band_{n}", "2019-08-28", k])
    for n, k in zip(names, ("result", "derived", "result", "result", "result"), strict=True)
]
for row in tc.band_forecast({2019: counts}, until=2020, library="pandas").to_dict("records"):
    print(f"   {row['band']:>6}: {row['aggregate']:.0f} ({intervals(row)})")

print(
    f"\nSYNTHETIC province: {communes} communes, mean {printed} and {recognised} at 19 criteria at"
    " the end of 2019; full rung"
)
made_up = tc.datasets.synthetic_history(
    communes, mean=float(printed), share_at_all=recognised / communes, seed=2020, library="pandas"
)
past = tc.history(made_up)
outlook = tc.project(tc.fit(past), until=2020, draws=2000, seed=2020)
print(outlook)
tested = tc.backtest(past, rungs=["persistence", "pooled", "full"], draws=300)
print(f"  P(mean ≥ 12.5): {outlook.probability('mean_criteria', at_least=12.5, tested=tested)!r}")
print(
    "  P(13 or more newly recognised):"
    f" {outlook.probability('newly_recognised', at_least=13, tested=tested)!r}"
)
both = [("mean_criteria", 12.5, 19), ("newly_recognised", 13, communes)]
print(f"  P(both): {outlook.joint(both, tested=tested)!r}")
print(tested)
print(
    "\nMean of Lạng Sơn 2018 → 2019 towards 12.5 in 2020 under the official rules (they are not"
    " probabilities):"
)
for row in tc.progress(
    {2018: before, 2019: float(printed)}, target=12.5, year=2020, library="pandas"
).to_dict("records"):
    print(
        f"  {row['rule']:22} {row['value']:8.3f} "
        f" {row['verdict']}{'  (thresholds second-hand)' if row['second_hand'] else ''}"
    )

print(
    "\nThe programme of 2020 on 12 February 2020, target by target (real figures; probabilities of"
    " the rung aggregate)"
)
answers = {
    "mean": {
        **mean_answer,
        "basis": (
            f"the {communes} communes of 2019; on the {after_mergers} of 2020 "
            f"{merged_chances[0]:.2f}–{merged_chances[-1]:.2f}, by what merged communes hold"
        ),
    },
    "newly-recognised": {
        "probability": (low, listed),
        "rung": "aggregate",
        "basis": (
            f"{low:.2f}–{high:.2f} from the hazard of 2019 alone, {listed:.2f} with 15 names at"
            " 0.9: depends on the registration list"
        ),
    },
}
print(
    tc.programme_table(
        "vn-lang-son-2020", answers=answers, series={"mean": {2018: before, 2019: float(printed)}}
    )
)
