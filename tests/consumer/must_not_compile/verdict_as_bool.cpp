// expected: from 'tieuchi::.*Verdict' to 'bool'|not contextually convertible to 'bool'
#include "tieuchi/assessment/verdict.hpp"
int main() { return tieuchi::Verdict::met ? 1 : 0; }
