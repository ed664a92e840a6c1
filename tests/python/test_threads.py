"""Judging from many Python threads at once, and after a fork."""

import concurrent.futures
import multiprocessing
import sys
import sysconfig

from conftest import judge

import tieuchi as tc


def test_threads_judge_at_once(result, province, table) -> None:
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        hashes = list(
            pool.map(lambda k: judge(province, table, threads=1 + k % 3).hash(), range(24))
        )
        sets = list(pool.map(tc.catalog.criteria_set, ["vn-commune-2016", "vn-commune-2009"] * 20))
        texts = list(
            pool.map(
                lambda k: str(result.explain(result.units[k % len(result)], "17.1")), range(60)
            )
        )
    assert set(hashes) == {result.hash()}
    assert {s.id for s in sets} == {"vn-commune-2016", "vn-commune-2009"}
    assert texts[0] == str(result.explain(result.units[0], "17.1"))


def test_the_compiled_part_does_not_ask_for_the_lock() -> None:
    # A free-threaded Python turns its global lock back on where a module asks for it.
    free_threaded = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    assert getattr(sys, "_is_gil_enabled", lambda: True)() != free_threaded


def _judged_in_a_child(queue, result, province, table) -> None:
    queue.put((judge(province, table, threads=4).hash(), result.hash()))


def test_a_forked_child_judges_after_its_parent_used_threads(result, province, table) -> None:
    judge(province, table, threads=4)
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=_judged_in_a_child, args=(queue, result, province, table))
    child.start()
    found = queue.get(timeout=60)
    child.join(60)
    assert child.exitcode == 0 and found == (result.hash(), result.hash())
