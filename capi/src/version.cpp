#include <string>

#include "boundary.hpp"
#include "relance/relance.h"

namespace {

std::string interface(std::uint32_t version, std::uint32_t minor) {
  return "interface " + std::to_string(version) + "." + std::to_string(minor);
}

}  // namespace

uint32_t relance_abi_version(void) { return RELANCE_ABI_VERSION; }

uint32_t relance_abi_minor(void) { return RELANCE_ABI_MINOR; }

relance_str relance_version(void) { return relance::capi::str(RELANCE_PACKAGE_VERSION); }

relance_code relance_check_version(uint32_t version, uint32_t minor, relance_error** error) {
  return relance::capi::boundary(error, [&] {
    // The smallest minor is 0, so of the first interface none is older.
    const auto own = static_cast<std::uint32_t>(RELANCE_ABI_MINOR);
    if (version == RELANCE_ABI_VERSION && !(minor > own)) return;
    const bool older = version > RELANCE_ABI_VERSION || version == RELANCE_ABI_VERSION;
    relance::capi::misuse(
        "version", "this program was built for " + interface(version, minor) +
                       ", but the library that was found is relance " RELANCE_PACKAGE_VERSION
                       " with " +
                       interface(RELANCE_ABI_VERSION, own) +
                       (older ? ": install a newer librelance, expected at least "
                              : ": install the librelance that the program asks for, expected ") +
                       interface(version, minor));
  });
}
