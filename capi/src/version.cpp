#include "boundary.hpp"
#include "relance/relance.h"

uint32_t relance_abi_version(void) { return RELANCE_ABI_VERSION; }

relance_str relance_version(void) { return relance::capi::str(RELANCE_PACKAGE_VERSION); }
