// Prints every region and every holiday from 2010 to 2050, "DE-BY 2026-01-06", for
// holidays_oracle.py.
#include <cstdio>
#include <string>

#include "time/holidays.hpp"
#include "time/instant_text.hpp"

int main() {
  for (const std::string_view region : relance::regions()) {
    relance::Complaint problem;
    const auto dates = relance::holidays(region, 2010, 2050, problem);
    if (!dates) return 1;
    for (const relance::Date date : *dates) {
      std::printf("%s %s\n", std::string(region).c_str(), relance::to_text(date).c_str());
    }
  }
  return 0;
}
