/* How the structs of the C interface lie in memory, on machines with 64-bit addresses. A size
 * changes only by growing; an offset never does. */
#include <relance/relance.h>

#define SIZE(type, bytes) _Static_assert(sizeof(type) == (bytes), #type " has another size")
#define AT(type, member, bytes) \
  _Static_assert(offsetof(type, member) == (bytes), #type "." #member " lies elsewhere")

_Static_assert(sizeof(void*) == 8 && sizeof(size_t) == 8, "written down for 64-bit addresses");

SIZE(relance_str, 16);
AT(relance_str, data, 0);
AT(relance_str, size, 8);

SIZE(relance_compile_options, 12);
AT(relance_compile_options, struct_size, 0);
AT(relance_compile_options, horizon_first_year, 4);
AT(relance_compile_options, horizon_last_year, 8);

SIZE(relance_open_options, 72);
AT(relance_open_options, struct_size, 0);
AT(relance_open_options, durability, 4);
AT(relance_open_options, path, 8);
AT(relance_open_options, must_exist, 24);
AT(relance_open_options, busy_ms, 28);
AT(relance_open_options, strict_order, 32);
AT(relance_open_options, max_attempts, 36);
AT(relance_open_options, behind_after, 40);
AT(relance_open_options, effects_per_lead, 48);
AT(relance_open_options, cache_bytes, 56);
AT(relance_open_options, wal_bytes, 64);

SIZE(relance_attribute, 40);
AT(relance_attribute, struct_size, 0);
AT(relance_attribute, reserved, 4);
AT(relance_attribute, name, 8);
AT(relance_attribute, text, 24);

SIZE(relance_event, 112);
AT(relance_event, struct_size, 0);
AT(relance_event, given, 4);
AT(relance_event, lead, 8);
AT(relance_event, name, 24);
AT(relance_event, key, 40);
AT(relance_event, actor, 56);
AT(relance_event, occurred_at, 72);
AT(relance_event, now, 80);
AT(relance_event, attributes, 88);
AT(relance_event, attribute_count, 96);
AT(relance_event, attribute_stride, 104);

SIZE(relance_work_filter, 56);
AT(relance_work_filter, struct_size, 0);
AT(relance_work_filter, reserved, 4);
AT(relance_work_filter, owner, 8);
AT(relance_work_filter, lane, 24);
AT(relance_work_filter, lead, 40);

SIZE(relance_renaming, 40);
AT(relance_renaming, struct_size, 0);
AT(relance_renaming, reserved, 4);
AT(relance_renaming, before, 8);
AT(relance_renaming, after, 24);

SIZE(relance_move_plan, 64);
AT(relance_move_plan, struct_size, 0);
AT(relance_move_plan, who, 4);
AT(relance_move_plan, which, 8);
AT(relance_move_plan, actor, 24);
AT(relance_move_plan, map, 40);
AT(relance_move_plan, map_count, 48);
AT(relance_move_plan, map_stride, 56);

SIZE(relance_input, 48);
AT(relance_input, struct_size, 0);
AT(relance_input, reserved, 4);
AT(relance_input, mapping, 8);
AT(relance_input, file, 16);
AT(relance_input, bytes, 32);

SIZE(relance_intake_options, 16);
AT(relance_intake_options, struct_size, 0);
AT(relance_intake_options, batch, 4);
AT(relance_intake_options, memory, 8);
