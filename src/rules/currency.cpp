#include "rules/currency.hpp"

namespace relance::rules {
namespace {

// ISO 4217, list one: codes of money that people pay with.
constexpr std::string_view kCodes =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN "
    "BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR "
    "KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
    "MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR "
    "SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS "
    "UAH UGX USD UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";
constexpr std::string_view kWithoutMinor =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
constexpr std::string_view kThreeDigits = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view kFourDigits = "CLF UYW";

bool contains(std::string_view codes, std::string_view code) {
  const std::size_t at = codes.find(code);
  return code.size() == 3 && at != std::string_view::npos && at % 4 == 0;
}

}  // namespace

std::optional<std::int64_t> currency_scale(std::string_view code) {
  if (!contains(kCodes, code)) return std::nullopt;
  if (contains(kWithoutMinor, code)) return 1;
  if (contains(kThreeDigits, code)) return 1'000;
  return contains(kFourDigits, code) ? 10'000 : 100;
}

std::vector<std::string_view> currencies() {
  std::vector<std::string_view> codes;
  for (std::size_t at = 0; at < kCodes.size(); at += 4) codes.push_back(kCodes.substr(at, 3));
  return codes;
}

}  // namespace relance::rules
