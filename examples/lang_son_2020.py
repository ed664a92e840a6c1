"""The founding case in Python: what the conference of Lạng Sơn on 12 February 2020 could read from
its own figures, as one HTML report and one workbook. Real figures first; then a SYNTHETIC province.

Usage: python examples/lang_son_2020.py FOLDER
"""

import sys
from pathlib import Path

import tieuchi as tc

folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
series = {
    (r["scope"], r["indicator"], r["as_of"], r["kind"]): r
    for r in tc.datasets.load("langson_series", "pandas").to_dict("records")
}


def figure(indicator, as_of, kind="result", scope="province"):
    return series[scope, indicator, as_of, kind]


# What 2019 brought, against its plan. A printed mean is an interval of totals.
newly, plan = (
    figure("communes_recognised_year", "2019-12-31"),
    figure("communes_recognised_year", "2019-12-31", "target"),
)
total, mean = (
    figure("communes_recognised_cum", "2019-12-31"),
    figure("mean_criteria_per_commune", "2019-12-31"),
)
rise, communes = (
    figure("mean_criteria_increase", "2019-12-31"),
    figure("communes_total", "2019-12-01"),
)
least, most = tc.totals_of_printed_mean(mean["value"], 2, int(communes["value"]))
before = f"{float(mean['value']) - float(rise['value']):.2f}"
figures = [
    {
        "figure": "Xã được công nhận trong năm 2019",
        "value": newly["value"],
        "plan": plan["value"],
        "before": "",
        "source": newly["source"],
    },
    {
        "figure": "Tổng số xã đạt chuẩn, cuối năm 2019",
        "value": f"{total['value']} / {communes['value']}",
        "plan": "",
        "before": str(int(total["value"]) - int(newly["value"])),
        "source": total["source"],
    },
    {
        "figure": f"Bình quân tiêu chí/xã (tổng {least}–{most} tiêu chí)",
        "value": mean["value"],
        "plan": "",
        "before": before,
        "source": mean["source"],
    },
]

# The whole vector of Hùng Sơn commune, as declared.
rows = tc.datasets.load("commune_criterion_verdicts", "pandas")
rows = rows[rows.commune == "Hùng Sơn"]
declared = rows.assign(unit="hung-son", criterion=rows.criterion_no, verdict=rows.met)[
    ["unit", "criterion", "verdict"]
]
commune = tc.Registry([tc.Unit("hung-son", names=["Hùng Sơn"], strata=[("region", "MNPB")])])
hung_son = tc.assess(
    "vn-commune-2016",
    declared=declared,
    registry=commune,
    on="2019-08-28",
    source=rows.source.iloc[0],
)

# The sixteen communes of Thường Xuân district, as numbers of criteria met.
counts = tc.datasets.load("commune_criteria_counts", "pandas")
counts = counts[(counts.district == "Thường Xuân") & (counts["as_of"] == "2013")].reset_index(
    drop=True
)
codes = [f"TX{i + 1:02}" for i in range(len(counts))]
district = tc.Registry(
    [
        tc.Unit(c, names=[n], parents=["TX"], strata=[("region", "BTB")])
        for c, n in zip(codes, counts.commune, strict=True)
    ]
    + [tc.Unit("TX", tc.Level.district, names=["Thường Xuân"])]
)
numbers = counts.assign(unit=codes, least=counts.criteria_met_min, most=counts.criteria_met_max)[
    ["unit", "least", "most"]
]
thuong_xuan = tc.assess("vn-commune-2013", counts=numbers, registry=district, on=2013)

# A province of the size of Lạng Sơn, made up.
made_up = tc.datasets.synthetic_province(181, districts=10, seed=2020)
province = tc.assess(
    made_up.set_id,
    made_up.data,
    registry=made_up.registry,
    on=2020,
    overlays=[made_up.overlay],
    provenance="allow_unverified",
    source="SYNTHETIC",
)

print(
    f"2019: {newly['value']} communes recognised, plan {plan['value']}; {total['value']} of"
    f" {communes['value']} in all; mean {mean['value']} criteria ({least}–{most} in total),"
    f" {before} the year before"
)
print(f"Hùng Sơn, 28 August 2019: {hung_son.count_text('hung-son')} criteria met")
print(
    "Thường Xuân, 2013:"
    f" {thuong_xuan.roll_up(na_count='drop').means('pandas').to_string(index=False)}"
)
print(f"SYNTHETIC province: {province.roll_up('province', na_count='deem_met')}")

tc.report.write(
    {
        "Xã Hùng Sơn (Tràng Định), 28/8/2019": hung_son,
        "Huyện Thường Xuân (Thanh Hóa), 2013": thuong_xuan,
        "Tỉnh giả lập, 181 xã, 31/12/2020": province,
    },
    folder / "lang-son-2020.html",
    title="Nông thôn mới Lạng Sơn: kết quả 2019, mục tiêu 2020",
    figures=figures,
    programme="vn-lang-son-2020",
    force=True,
)
tc.workbook.write_workbook(province, folder / "lang-son-2020.xlsx", force=True)
print(
    f"\nReport: {folder / 'lang-son-2020.html'}\nWorkbook (SYNTHETIC province):"
    f" {folder / 'lang-son-2020.xlsx'}"
)
