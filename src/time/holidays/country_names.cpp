#include "time/holidays/country_names.hpp"

#include <array>
#include <string>

namespace relance::holiday {
namespace {

struct CountryName {
  std::string_view code, name;  // in small letters; those beyond ASCII as they are usually written
};

constexpr std::array<CountryName, 49> kNames = {{
    {"BE", "be"},
    {"BE", "bel"},
    {"BE", "belgium"},
    {"BE", "belgique"},
    {"BE", "belgien"},
    {"BE", "belgi\u00eb"},
    {"BE", "belgie"},
    {"DE", "de"},
    {"DE", "deu"},
    {"DE", "ger"},
    {"DE", "germany"},
    {"DE", "deutschland"},
    {"DE", "allemagne"},
    {"ES", "es"},
    {"ES", "esp"},
    {"ES", "spain"},
    {"ES", "espa\u00f1a"},
    {"ES", "espana"},
    {"ES", "espagne"},
    {"FR", "fr"},
    {"FR", "fra"},
    {"FR", "france"},
    {"FR", "frankreich"},
    {"FR", "frankrijk"},
    {"FR", "francia"},
    {"GB", "gb"},
    {"GB", "gbr"},
    {"GB", "uk"},
    {"GB", "united kingdom"},
    {"GB", "great britain"},
    {"GB", "britain"},
    {"GB-ENG", "england"},
    {"GB", "royaume-uni"},
    {"NL", "nl"},
    {"NL", "nld"},
    {"NL", "ned"},
    {"NL", "netherlands"},
    {"NL", "the netherlands"},
    {"NL", "nederland"},
    {"NL", "holland"},
    {"NL", "pays-bas"},
    {"NL", "niederlande"},
    {"US", "us"},
    {"US", "usa"},
    {"US", "united states"},
    {"US", "united states of america"},
    {"US", "america"},
    {"US", "\u00e9tats-unis"},
    {"US", "etats-unis"},
}};

}  // namespace

std::string_view country_called(std::string_view word) {
  constexpr std::size_t kLongest = 24;
  if (word.size() > kLongest) return {};
  std::string folded(word);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_') c = ' ';
  }
  for (const CountryName& entry : kNames) {
    if (entry.name == folded) return entry.code;
  }
  return {};
}

}  // namespace relance::holiday
