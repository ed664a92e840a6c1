"""The report: in the file, and in a real browser."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import tieuchi as tc

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def page(tmp_path_factory, result) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    figures = [
        {
            "figure": "Xã <mới>",
            "value": "13",
            "plan": "12",
            "before": "",
            "source": "https://example.org/a?b=1&c=2",
        }
    ]
    lacking = tc.works(result, tc.datasets.synthetic_costs())
    tc.report.write(
        result,
        path,
        figures=figures,
        programme=tc.programme_table("vn-lang-son-2020", result=result, language="vi"),
        previous=result,
        roadmap=tc.roadmap(
            result, works=lacking, budget_vnd={2021: 30e9, 2022: 30e9}, order="recognitions_first"
        ),
        comparison=tc.compare(result, result, na_count="deem_met"),
    )
    return path


def test_it_is_one_file_that_says_what_was_judged(page, result) -> None:
    text = page.read_text("utf-8")
    assert "Xã &lt;mới&gt;" in text and "SỐ LIỆU GIẢ LẬP" in text
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", text)
    assert text.count("<tr><th scope=row>") == len(result)
    assert text.count("<td class=m>") == (result.cells() & 7 == 1).sum()
    for target in tc.catalog.programme("vn-lang-son-2020").targets:
        assert target.name.vi in text
    assert "1980/QĐ-TTg" in text and "deem_met" in text


def test_both_languages_say_the_same_numbers(result) -> None:
    vi, en = (tc.report.render(result, language=x) for x in ("vi", "en"))
    numbers = [re.findall(r"<td class=\"r\">(\d+)</td>", x) for x in (vi, en)]
    assert numbers[0] == numbers[1] and "Evidence lacking" in en and "Bằng chứng còn thiếu" in vi


def test_an_existing_file_is_kept(page, result) -> None:
    with pytest.raises(FileExistsError):
        tc.report.write(result, page)


def contrast(a: str, b: str) -> float:
    def light(colour: str) -> float:
        rgb = [int(x) / 255 for x in re.findall(r"\d+", colour)[:3]]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


COLOURS = """() => {
  const texts = document.querySelectorAll('h1,h2,p,a,td,th,li,b,small,span,button');
  const fill = e => getComputedStyle(e).backgroundColor;
  return [...texts].slice(0, 4000).map(e => {
    let back = e;
    while (back && fill(back) === 'rgba(0, 0, 0, 0)') back = back.parentElement;
    const behind = back ? fill(back) : 'rgb(255, 255, 255)';
    return [getComputedStyle(e).color, behind, e.tagName + '.' + e.className];
  });
}"""


@pytest.mark.filterwarnings("ignore")
def test_in_a_browser(page, tmp_path) -> None:
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "the browser test needs chromium, which scripts/test.sh installs"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width, scheme, script in (
            (1280, "light", True),
            (390, "dark", True),
            (1280, "light", False),
        ):
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                java_script_enabled=script,
                offline=False,
            )
            tab = context.new_page()
            said: list[str] = []
            asked: list[str] = []
            tab.on("console", lambda m, said=said: said.append(m.text))
            tab.on("pageerror", lambda e, said=said: said.append(str(e)))
            tab.on("request", lambda r, asked=asked: asked.append(r.url))
            tab.goto(page.as_uri())
            assert said == [] and [u for u in asked if not u.startswith(("file:", "data:"))] == []
            if not script:
                assert tab.locator("table.big tbody tr").count() == 60
                continue
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            worst = min((contrast(a, b), name) for a, b, name in tab.evaluate(COLOURS))
            assert worst[0] >= 4.5, worst
            tab.keyboard.press("Tab")
            assert tab.evaluate("document.activeElement.className") == "skip"
            first = tab.locator("table.big tbody tr").first
            before = first.inner_text()
            button = tab.locator("table.big thead button").nth(2)
            button.focus()
            tab.keyboard.press("Enter")
            tab.keyboard.press("Enter")
            assert first.inner_text() != before
            assert (
                tab.locator("table.big thead th").nth(2).get_attribute("aria-sort") == "descending"
            )
            tab.locator("input[data-for=s1-m]").fill("giả lập 007")
            assert tab.locator("table.big tbody tr:visible").count() == 1
            tasks = tab.locator("#roadmap-tasks tbody tr:visible")
            every = tasks.count()
            tab.locator("input[data-for=roadmap-tasks]").fill("giả lập 020")
            assert 0 < tasks.count() < every
        tab = browser.new_page()
        tab.goto(page.as_uri())
        tab.emulate_media(media="print")
        # A4 across, less its margins, is 275 mm at 96 dots an inch.
        tab.set_viewport_size({"width": int(275 / 25.4 * 96), "height": 700})
        wide = tab.evaluate(
            "Math.max(...[...document.querySelectorAll('table')].map(t =>"
            " t.getBoundingClientRect().right))"
        )
        assert wide <= 275 / 25.4 * 96 + 1
        tab.pdf(path=str(tmp_path / "r.pdf"), prefer_css_page_size=True)
        assert (tmp_path / "r.pdf").stat().st_size > 10_000
        browser.close()
