// What happens when memory ends, the disk is full or the process is killed. A program of its own:
// it replaces the allocator.
//   faults memory         fails every allocation of loading, judging, explaining and saving
//   faults kill FOLDER N  kills a writing process N times; the file is the old one or the new one
//   faults full FOLDER    writes until the disk is full
//   faults limit FOLDER   writes up to the size that this process may write
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <new>
#include <random>

#include "archives/specimens.hpp"
#include "tieuchi/assessment/explain.hpp"
#include "tieuchi/exchange/csv.hpp"
#include "tieuchi/exchange/file.hpp"
#include "tieuchi/exchange/json.hpp"
#include "tieuchi/tieuchi.h"

namespace {

std::atomic<long> until_failure{-1};  // −1: allocations succeed

void* take(std::size_t size) {
  if (until_failure.load(std::memory_order_relaxed) >= 0 && until_failure.fetch_sub(1) == 0) {
    until_failure = 0;  // and every later one, until somebody catches
    throw std::bad_alloc();
  }
  if (void* p = std::malloc(size ? size : 1)) return p;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return take(size); }
void* operator new[](std::size_t size) { return take(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try {
    return take(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }

namespace {

namespace tc = tieuchi;
namespace fs = std::filesystem;

int failures = 0;
void expect(bool good, const std::string& what) {
  if (!good) std::cout << "FAILED: " << what << '\n', ++failures;
}

// Fails allocation 0, 1, 2 … of `work` until it comes through; each failure must be a bad_alloc,
// and the work done afterwards must give the same as before.
void exhaust(const char* name, const std::function<std::string()>& work) {
  const std::string whole = work();
  long k = 0;
  for (; k < 1'000'000; ++k) {
    until_failure = k;
    bool done = false;
    try {
      done = work() == whole;
      until_failure = -1;
      expect(done, std::string(name) + ": another result with allocation " + std::to_string(k));
    } catch (const std::bad_alloc&) {
      until_failure = -1;
    } catch (const std::exception& e) {
      until_failure = -1;
      expect(false, std::string(name) + ", allocation " + std::to_string(k) + ": " + e.what());
    }
    if (done) break;
    // Every work is exhausted at its first 300 allocations, then at some.
    if (k > 300) k += k / 20;
  }
  expect(work() == whole, std::string(name) + ": another result afterwards");
  std::cout << "  " << name << ": " << k << " allocations failed one by one\n";
}

int memory() {
  const auto set = specimens::criteria_set();
  const auto registry = specimens::registry();
  const auto data = specimens::panel();
  const auto rules = tc::compile(set, {.on = tc::Date::end_of(2019),
                                       .provenance = tc::Provenance::allow_unverified,
                                       .overlays = {specimens::overlay()}});
  const auto result = specimens::assessment();
  const std::string set_json = tc::json::write(set), registry_json = tc::json::write(registry),
                    archived = tc::archive::save(result);
  exhaust("compile",
          [&] { return tc::compile(set, {.on = tc::Date::end_of(2019)}).set().id().str(); });
  exhaust("assess, one thread",
          [&] { return std::to_string(tc::assess(rules, registry, data.view()).hash(registry)); });
  exhaust("assess, two threads", [&] {
    // More than a block of rows, so that a second thread runs; it must not end the program.
    static const auto large = [] {
      tc::PanelData p;
      for (tc::UnitIndex u = 0; u < 9000; ++u) p.units.push_back(u % 70);
      p.columns.push_back({.measure = specimens::m(1),
                           .reference = tc::Date::end_of(2019),
                           .values = std::vector<double>(9000, 80)});
      return p;
    }();
    return std::to_string(tc::assess(rules, registry, large.view(), {.threads = 2}).hash(registry));
  });
  exhaust("explain", [&] {
    return tc::explain(result, registry, data.view(), tc::UnitCode{"06001"},
                       tc::IndicatorNumber{"1.1"})
        .text(tc::Language::vi);
  });
  exhaust("load a set from JSON",
          [&] { return std::to_string(tc::json::read_criteria_set(set_json).indicator_count()); });
  exhaust("load a registry from JSON",
          [&] { return std::to_string(tc::json::read_registry(registry_json).size()); });
  exhaust("load a table from CSV", [&] {
    return std::to_string(tc::csv::read_panel("unit,m.1\n06000,1\n06001,2\n", set, registry,
                                              {.reference = tc::Date::end_of(2019)})
                              .units.size());
  });
  exhaust("save and load an archive",
          [&] { return tc::archive::save(tc::archive::load<tc::Assessment>(archived)); });
  // Through the C interface the same is a status, and the out parameter stays as it was.
  for (long k = 0; k < 2000; ++k) {
    tieuchi_set* made = nullptr;
    tieuchi_error error{};
    until_failure = k;
    const auto status =
        tieuchi_set_from_json(set_json.data(), set_json.size(), nullptr, &made, &error);
    until_failure = -1;
    if (status == TIEUCHI_OK) {
      tieuchi_set_free(made);
      break;
    }
    expect(status == TIEUCHI_NO_MEMORY && made == nullptr,
           "the C interface, allocation " + std::to_string(k) + ": " + std::to_string(status));
  }
  return failures;
}

// Two archives of different lengths that a torn file could not both be.
std::string version_of(int k) {
  auto p = specimens::panel();
  p.notes.assign(static_cast<std::size_t>(k % 2 ? 40'000 : 1), "version " + std::to_string(k));
  return tc::archive::save(p);
}

int kill_while_writing(const fs::path& folder, int kills) {
  fs::create_directories(folder);
  const auto path = (folder / "killed.tieuchi").string();
  const std::string a = version_of(0), b = version_of(1);
  tc::write_file(path, a);
  std::mt19937 random(std::random_device{}());
  int old = 0, fresh = 0, torn = 0, parts = 0;
  for (int k = 0; k < kills; ++k) {
    const pid_t child = fork();
    if (child == 0) {
      for (int round = 0;; ++round) tc::write_file(path, round % 2 ? a : b);
    }
    usleep(static_cast<useconds_t>(random() % 12'000));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    const std::string found = tc::read_file(path);
    old += found == a, fresh += found == b, torn += found != a && found != b;
    try {
      (void)tc::archive::load<tc::PanelData>(found, path);
    } catch (const tc::ArchiveError&) {
      ++torn;
    }
    for (const auto& e : fs::directory_iterator(folder)) {
      if (e.path() != path) ++parts, fs::remove(e.path());
    }
  }
  std::cout << kills << " kills: " << old << " times one version, " << fresh
            << " times the other, torn " << torn << "; parts left beside it " << parts << '\n';
  expect(torn == 0 && old > 0 && fresh > 0, "whole files only");
  fs::remove(path);
  return failures;
}

int full(const fs::path& folder) {
  fs::create_directories(folder);
  const auto path = (folder / "full.tieuchi").string();
  const std::string before = version_of(0);
  tc::write_file(path, before);
  int refused = 0, written = 0;
  std::string reason;
  for (std::size_t size = 1000; size <= 64u << 20; size = size * 5 / 4) {
    const std::string more(size, 'x');
    try {
      tc::write_file((folder / "more").string(), more);
      ++written;
      expect(tc::read_file((folder / "more").string()) == more, "what was written is whole");
    } catch (const tc::InvalidData& e) {
      ++refused, reason = e.problems().at(0).found;
      try {
        tc::write_file(path, more);
        expect(false, "a larger file than the disk holds");
      } catch (const tc::InvalidData&) {
      }
    }
    expect(tc::read_file(path) == before, "the old file is as it was");
  }
  const auto files = std::distance(fs::directory_iterator(folder), {});
  std::cout << written << " sizes written, " << refused << " refused (" << reason
            << "); the old file is whole, " << files << " files stand there\n";
  expect(refused > 0 && files <= 2, "refused without leftovers");
  return failures;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string verb = argc > 1 ? argv[1] : "";
  if (verb == "memory") return memory() != 0;
  if (verb == "kill" && argc > 3) return kill_while_writing(argv[2], std::atoi(argv[3])) != 0;
  if (verb == "full" && argc > 2) return full(argv[2]) != 0;
  if (verb == "limit" && argc > 2) {  // as a full disk, for those who may not mount one
    const rlimit most{1 << 20, 1 << 20};
    setrlimit(RLIMIT_FSIZE, &most);
    std::signal(SIGXFSZ, SIG_IGN);
    return full(argv[2]) != 0;
  }
  std::cerr << "faults memory | kill FOLDER N | full FOLDER | limit FOLDER\n";
  return 2;
}
