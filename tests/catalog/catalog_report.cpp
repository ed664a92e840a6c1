#include <iostream>

#include "catalog/report.hpp"

int main() { std::cout << catalog_page(); }
