#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program of cost.c in Python, which calls the shared library through ctypes."""

import sys
from ctypes import (CDLL, POINTER, Structure, byref, c_char, c_char_p, c_double, c_int32, c_size_t, c_uint64, c_void_p,
                    sizeof)


class Error(Structure):
    _fields_ = [("code", c_int32), ("line", c_int32), ("column", c_int32), ("file", c_char * 256),
                ("pointer", c_char * 256), ("message", c_char * 512)]


class RunOptions(Structure):
    _fields_ = [("size", c_size_t), ("replications", c_uint64), ("seed", c_uint64), ("first", c_uint64),
                ("threads", c_int32), ("progress", c_void_p), ("progress_data", c_void_p), ("cancellation", c_void_p)]


class Statistics(Structure):
    _fields_ = [(name, c_double) for name in
                ("mean", "sd", "se", "min", "max", "p5", "p10", "p25", "p50", "p75", "p80", "p90", "p95", "p99", "es95",
                 "quantile_error")] + [("defined", c_uint64), ("mean_adjusted", c_double), ("se_adjusted", c_double)]


library = CDLL("libplacement.so.0.1")


def function(name, result, *arguments):
    """A function of the library; one that returns a placement_status raises on anything but PLACEMENT_OK."""
    call = library[name]
    call.restype = result
    call.argtypes = arguments
    if result is not c_int32:
        return call
    call.argtypes = [*arguments, POINTER(Error)]

    def checked(*values):
        error = Error()
        if call(*values, byref(error)) != 0:
            sys.exit(f"{error.file.decode()}:{error.line}:{error.column}: {error.message.decode()}")

    return checked


HANDLE = POINTER(c_void_p)
load_file = function("placement_scenario_load_file", c_int32, c_char_p, HANDLE, c_void_p)
plan_new = function("placement_plan_new", c_int32, c_void_p, HANDLE)
year_count = function("placement_plan_year_count", c_size_t, c_void_p)
metric_find = function("placement_plan_metric_find", c_size_t, c_void_p, c_char_p)
currency = function("placement_plan_currency", c_char_p, c_void_p)
run = function("placement_run", c_int32, c_void_p, POINTER(RunOptions), HANDLE)
summary_statistics = function("placement_summary_statistics", c_int32, c_void_p, c_size_t, c_size_t,
                              POINTER(Statistics))
scenario_free = function("placement_scenario_free", None, c_void_p)
plan_free = function("placement_plan_free", None, c_void_p)
summary_free = function("placement_summary_free", None, c_void_p)


def main():
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} SCENARIO")
    scenario, plan, summary, cost = c_void_p(), c_void_p(), c_void_p(), Statistics()
    try:
        load_file(sys.argv[1].encode(), byref(scenario), None)
        plan_new(scenario, byref(plan))
        run(plan, byref(RunOptions(size=sizeof(RunOptions), replications=1000, seed=1)), byref(summary))
        summary_statistics(summary, metric_find(plan, b"cost.total"), year_count(plan), byref(cost))
        print(f"expected total cost {cost.mean:.2f} {currency(plan).decode()}, standard error {cost.se:.2f}, "
              f"P80 {cost.p80:.2f}")
    finally:
        summary_free(summary)
        plan_free(plan)
        scenario_free(scenario)


if __name__ == "__main__":
    main()
