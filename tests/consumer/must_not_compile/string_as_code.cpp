// expected: (invalid initialization|no matching|reference to type|cannot convert|could not
// convert|no viable conversion)
#include "tieuchi/population/registry.hpp"
int main() { return tieuchi::Registry({}).find("06187").has_value(); }
