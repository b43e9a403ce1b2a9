/* What a user of the C library writes first. */
#include <relance/relance.h>

int main(void) { return relance_abi_version() == RELANCE_ABI_VERSION ? 0 : 1; }
