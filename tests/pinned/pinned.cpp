// The gate of numbers: writes what the library says of synthetic inputs, or compares it with what
// it said.
//   pinned write FOLDER      one text file per criteria set and topic
//   pinned compare FOLDER    names every number that changed; exit status 1 where one did
#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>

#include "cell_code.hpp"
#include "judged.hpp"
#include "planned.hpp"
#include "projected.hpp"
#include "tieuchi/catalog.hpp"
#include "tieuchi/exchange/file.hpp"

namespace {

namespace fs = std::filesystem;
using namespace pinned;

// Every page by name; it is given the page as it was pinned, if it was.
std::map<std::string, std::function<Page(const Page*)>> pages() {
  std::map<std::string, std::function<Page(const Page*)>> out;
  for (const auto& id : tieuchi::catalog::criteria_sets()) {
    out[id.str()] = [id](const Page* before) {
      return judged(tieuchi::catalog::criteria_set(id.str()), before);
    };
  }
  out["test-all-kinds"] = [](const Page* before) { return judged(set_of_every_kind(), before); };
  out["ratings"] = [](const Page*) { return ratings(); };
  out["rungs"] = [](const Page*) { return rungs(); };
  out["series"] = [](const Page*) { return series(); };
  out["plans"] = [](const Page*) { return plans(); };
  return out;
}

// The text of a page. Throws std::runtime_error that names the page where it cannot be made.
std::string written(const std::string& name, const std::function<Page(const Page*)>& make,
                    const Page* before) {
  try {
    return write(make(before));
  } catch (const std::exception& e) {
    throw std::runtime_error(name + ": " + e.what());
  }
}

int write_all(const fs::path& folder) {
  fs::create_directories(folder);
  for (const auto& file : fs::directory_iterator(folder)) {
    if (file.path().extension() == ".txt") fs::remove(file.path());
  }
  for (const auto& [name, make] : pages()) {
    tieuchi::write_file((folder / (name + ".txt")).string(), written(name, make, nullptr));
  }
  return 0;
}

void print(const Change& c) {
  const auto side = [](const std::string& text) {
    return text.empty() ? "nothing" : spelled(text);
  };
  std::cout << c.page << " | " << c.table << " | " << c.row << " | " << c.column << ": "
            << side(c.old_value) << " -> " << side(c.new_value) << '\n';
}

int compare_all(const fs::path& folder) {
  std::vector<Change> changes;
  std::size_t numbers = 0;
  auto known = pages();
  for (const auto& file : fs::directory_iterator(folder)) {
    const std::string name = file.path().stem().string();
    if (file.path().extension() != ".txt" || known.contains(name)) continue;
    changes.push_back({name, "file", "-", "-", "there", ""});
  }
  for (const auto& [name, make] : known) {
    const auto path = (folder / (name + ".txt")).string();
    if (!fs::exists(path)) {
      changes.push_back({name, "file", "-", "-", "", "there"});
      continue;
    }
    const Page before = read(name, tieuchi::read_file(path));
    for (const auto& t : before.tables) numbers += t.rows.size() * t.columns.size();
    // What is compared has gone through the text form, as what is pinned has.
    const auto found = compare(before, read(name, written(name, make, &before)));
    changes.insert(changes.end(), found.begin(), found.end());
  }
  std::map<std::string, std::size_t> by_table;
  for (const auto& c : changes) {
    // A few of every table, so that a page of changed verdicts does not hide a changed probability.
    if (std::size_t& n = by_table[c.page + " | " + c.table]; n++ < 5) print(c);
  }
  std::cout << numbers << " numbers compared, " << changes.size() << " changed\n";
  if (changes.empty()) return 0;
  for (const auto& [table, n] : by_table) {
    if (n > 5) std::cout << "  " << n << " in " << table << '\n';
  }
  std::cout << "If they are meant to change: pinned write FOLDER, and CHANGELOG.md says which "
               "fault it ends.\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string verb = argc == 3 ? argv[1] : "";
  try {
    if (verb == "write") return write_all(argv[2]);
    if (verb == "compare") return compare_all(argv[2]);
  } catch (const std::exception& e) {
    return std::cerr << e.what() << '\n', 2;
  }
  return std::cerr << "pinned write|compare FOLDER\n", 2;
}
