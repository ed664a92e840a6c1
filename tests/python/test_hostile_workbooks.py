"""Workbooks that nobody meant: any bytes are read, or refused with their file named; none takes the
machine down.
"""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tieuchi as tc
from tieuchi.workbook import read_workbook

REGISTRY = tc.Registry([tc.Unit(f"0600{i}", strata=[("region", "MNPB")]) for i in range(1, 5)])


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Mã xã", "labour.trained_share", "10"])
    for i in range(1, 5):
        book.active.append([f"0600{i}", 40 + i, 30.5])
    book.active.merge_cells("A8:C8")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


GOOD = workbook()


def attempt(path: Path) -> None:
    try:
        read_workbook(path, "vn-commune-2016", REGISTRY, reference=2019)
    except tc.Error as error:
        assert error.records and str(path.name) in str(error)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0, len(GOOD)),
)
def test_bytes_changed_or_cut_are_read_or_refused(tmp_path, changes, cut) -> None:
    data = bytearray(GOOD)
    for at, byte in changes:
        data[at] = byte
    path = tmp_path / "w.xlsx"
    path.write_bytes(bytes(data[:cut] if cut % 3 == 0 else data))
    attempt(path)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.integers(0, 7),
    st.lists(
        st.tuples(
            st.integers(0, 2000),
            st.sampled_from(["<", ">", '"', "0", "&#0;", "A99", "-1", "s", "1e999", "</c>"]),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_parts_changed_inside_are_read_or_refused(tmp_path, part, changes) -> None:
    path = tmp_path / "w.xlsx"
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(path, "w") as out:
        for number, name in enumerate(good.namelist()):
            text = good.read(name).decode()
            if number == part:
                for at, piece in changes:
                    at %= len(text) + 1
                    text = text[:at] + piece + text[at + len(piece) :]
            out.writestr(name, text)
    attempt(path)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [("sheet1", 'r="A2"', 'r="XFD1048576"'), ("sheet1", 'ref="A8:C8"', 'ref="A8:XFD1048576"')],
    ids=["corner cell", "merged area"],
)
def test_a_far_corner_is_refused_at_once(tmp_path, part, old, new) -> None:
    path = tmp_path / "w.xlsx"
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(path, "w") as out:
        for name in good.namelist():
            text = good.read(name).decode()
            assert part not in name or old in text
            out.writestr(name, text.replace(old, new) if part in name else text)
    with pytest.raises(tc.InvalidData, match=r"TC-D-025.*cells"):
        read_workbook(path, "vn-commune-2016", REGISTRY, reference=2019)


def test_a_file_that_unpacks_to_a_thousand_times_its_size_is_not_opened(tmp_path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/worksheets/sheet1.xml", b"<c/>" * (25 << 20))
    assert path.stat().st_size < 1 << 20
    tracemalloc.start()
    with pytest.raises(tc.InvalidData, match=r"TC-D-025.*unpacked"):
        read_workbook(path, "vn-commune-2016", REGISTRY, reference=2019)
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()
