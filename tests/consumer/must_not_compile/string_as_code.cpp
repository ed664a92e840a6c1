// expected: invalid init|no matching|reference to type|(cannot|could not) convert|no viable
#include "tieuchi/population/registry.hpp"
int main() { return tieuchi::Registry({}).find("06187").has_value(); }
