// Writes an archive of every kind, or reads those that another build or release wrote.
//   archives write FOLDER    one file a kind
//   archives export FOLDER   JSON of every kind that can be exchanged
//   archives read FOLDER     loads every file, saves it again and compares the bytes
#include <filesystem>
#include <iostream>

#include "specimens.hpp"
#include "tieuchi/exchange/file.hpp"
#include "tieuchi/exchange/json.hpp"

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  const std::string verb = argc == 3 ? argv[1] : "";
  if (verb != "write" && verb != "read" && verb != "export")
    return std::cerr << "archives write|read|export FOLDER\n", 2;
  const fs::path folder = argv[2];
  int failed = 0;
  try {
    if (verb == "write") {
      fs::create_directories(folder);
      for (const auto& [kind, bytes] : specimens::all()) {
        tieuchi::write_file((folder / (kind + ".tieuchi")).string(), bytes);
        std::cout << "  " << kind << ": " << bytes.substr(0, bytes.find('\n')) << '\n';
      }
    } else if (verb == "export") {
      fs::create_directories(folder);
      const auto registry = specimens::registry();
      const auto result = specimens::assessment();
      const auto panel = specimens::panel();
      const auto put = [&](const char* name, const std::string& text) {
        tieuchi::write_file((folder / name).string(), text);
      };
      put("test-all-kinds.json", tieuchi::json::write(specimens::criteria_set())),
          put("overlay.json", tieuchi::json::write(specimens::overlay()));
      put("registry.json", tieuchi::json::write(registry)),
          put("panel.json", tieuchi::json::write(panel, registry));
      put("assessment.json", tieuchi::json::write(result, registry));
      put("explanation.json", tieuchi::json::write(tieuchi::explain(
                                  result, registry, panel.view(), tieuchi::UnitCode{"06001"},
                                  tieuchi::IndicatorNumber{"2.1"})));
    } else {
      for (const auto& [kind, unused] : specimens::all()) {
        const auto path = folder / (kind + ".tieuchi");
        if (!fs::exists(path)) {
          std::cout << "  " << kind << ": not known to this format\n";
          continue;
        }
        const auto bytes = tieuchi::read_file(path.string());
        const auto again = specimens::saved_again(bytes);
        const int written =
            tieuchi::archive::unseal(bytes, tieuchi::archive::kind_of(bytes)).written;
        // An older format comes out as the newest one, and then stays as it is.
        const bool same =
            again == (written == tieuchi::archive::format ? bytes : specimens::saved_again(again));
        std::cout << "  " << kind << ": " << (same ? "the same bytes" : "OTHER BYTES") << '\n';
        failed += !same;
      }
    }
  } catch (const tieuchi::Error& e) {
    return std::cerr << e.what() << '\n', 1;
  }
  return failed != 0;
}
