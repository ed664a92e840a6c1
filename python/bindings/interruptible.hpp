// Long work that Ctrl-C can end.
#pragma once

#include <chrono>
#include <future>
#include <stop_token>

#include "bindings.hpp"

// Runs `work` without the interpreter lock; a long one on a thread of its own, with a look for
// Ctrl-C twenty times a second that asks `stop`.
template <class Work>
auto interruptible(std::stop_source& stop, bool is_long, const Work& work) {
  py::gil_scoped_release release;
  if (!is_long) return work();
  auto running = std::async(std::launch::async, work);
  while (running.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready) {
    py::gil_scoped_acquire acquire;
    if (PyErr_CheckSignals() == 0) continue;
    stop.request_stop();
    py::gil_scoped_release wait;
    running.wait();
    py::gil_scoped_acquire again;
    throw py::error_already_set();
  }
  return running.get();
}
