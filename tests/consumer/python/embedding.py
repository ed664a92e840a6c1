"""tieuchi from Python's ctypes, without the package: a table judged in place and one unit from an
array.
"""

import ctypes as c
import sys

lib = c.CDLL(sys.argv[1])


class Error(c.Structure):
    _fields_ = [
        ("status", c.c_int32),
        ("problems", c.c_int32),
        ("row", c.c_int64),
        ("id", c.c_char * 16),
        ("file", c.c_char * 256),
        ("column", c.c_char * 128),
        ("code", c.c_char * 128),
        ("found", c.c_char * 256),
        ("expected", c.c_char * 256),
        ("message", c.c_char * 4096),
    ]


class CompileOptions(c.Structure):
    _fields_ = [
        ("on", c.c_int32),
        ("allow_unverified", c.c_int32),
        ("outside_period", c.c_int32),
        ("overlays", c.c_void_p),
        ("n_overlays", c.c_size_t),
    ]


class Unit(c.Structure):
    _fields_ = [
        ("code", c.c_char_p),
        ("name", c.c_char_p),
        ("parent", c.c_char_p),
        ("stratum", c.c_char_p),
        ("level", c.c_int32),
    ]


class Column(c.Structure):
    _fields_ = [
        ("measure", c.c_char_p),
        ("reference", c.c_int32),
        ("recorded", c.c_int32),
        ("values", c.POINTER(c.c_double)),
        ("states", c.c_void_p),
        ("denominators", c.c_void_p),
        ("evidence", c.c_void_p),
        ("evidence_of_all", c.c_int32),
        ("source", c.c_char_p),
    ]


error = Error()


def ok(status: int) -> None:
    assert status == 0, (status, error.message.decode())


lib.tieuchi_version.restype = c.c_char_p
lib.tieuchi_set_measures.restype = c.c_size_t
sets, rules, registry, panel, result, judge = (c.c_void_p() for _ in range(6))
assert lib.tieuchi_abi() == 1
ok(lib.tieuchi_set_from_catalog(b"vn-commune-2016", c.byref(sets), c.byref(error)))
ok(
    lib.tieuchi_compile(
        sets, c.byref(CompileOptions(20191231, 0, 0, None, 0)), c.byref(rules), c.byref(error)
    )
)
units = (Unit * 3)(*(Unit(code, None, None, b"MNPB", 2) for code in (b"1", b"2", b"3")))
ok(
    lib.tieuchi_registry_from_units(
        units, c.c_size_t(3), b"region", c.byref(registry), c.byref(error)
    )
)
ok(lib.tieuchi_panel_new(c.c_size_t(3), None, c.byref(panel), c.byref(error)))
hygienic, clean = (c.c_double * 3)(95, 80, 95), (c.c_double * 3)(60, 60, 40)
for measure, values in ((b"water.hygienic_share", hygienic), (b"water.clean_share", clean)):
    column = Column(measure, 20191231, 0, values, None, None, None, 0, None)
    ok(lib.tieuchi_panel_add(panel, c.byref(column), c.byref(error)))
ok(lib.tieuchi_assess(rules, registry, panel, None, c.byref(result), c.byref(error)))
verdicts = (c.c_uint8 * 3)()
ok(lib.tieuchi_result_verdicts(result, c.c_size_t(16), verdicts, None, c.byref(error)))
assert list(verdicts) == [3, 1, 1], list(
    verdicts
)  # water passes, the rest of criterion 17 is unknown; the others fail
assert lib.tieuchi_set_from_catalog(b"no such set", c.byref(c.c_void_p()), c.byref(error)) == 3001
assert error.id == b"TC-U-001" and error.found == b"no such set"
ok(
    lib.tieuchi_judge_new(
        rules, lib.tieuchi_set_stratum(sets, b"MNPB"), c.byref(judge), c.byref(error)
    )
)
n = lib.tieuchi_set_measures(sets)
of_criteria = (c.c_uint8 * 19)()
ok(
    lib.tieuchi_judge_unit(
        judge, (c.c_double * n)(), (c.c_uint8 * n)(*[1] * n), of_criteria, None, c.byref(error)
    )
)
assert set(of_criteria) == {3}
for name, handle in (
    ("judge", judge),
    ("result", result),
    ("panel", panel),
    ("registry", registry),
    ("rules", rules),
    ("set", sets),
):
    getattr(lib, f"tieuchi_{name}_free")(handle)
print("tieuchi", lib.tieuchi_version().decode(), "from ctypes")
