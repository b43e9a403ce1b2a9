/* Memory that runs out on purpose: every allocation of the program, whoever makes it, is counted.
 */
#ifndef RELANCE_TESTS_CAPI_SHORTAGE_H
#define RELANCE_TESTS_CAPI_SHORTAGE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* From now on the `nth` allocation fails, counted from 1; with `for_good` so do all after it. */
void shortage_begins(size_t nth, int for_good);
/* Memory is there again. How many allocations failed. */
size_t shortage_ends(void);
/* How many allocations there were between the two. */
size_t allocations_tried(void);
/* Blocks that are allocated now. */
size_t blocks_in_use(void);

#ifdef __cplusplus
}
#endif

#endif
