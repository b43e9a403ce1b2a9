// What the _INIT macros do, for hosts that cannot use them.
#include <cstdint>
#include <cstring>

#include "relance/relance.h"

namespace {

/// `size`: the caller's own; his struct may be shorter or longer than ours.
void begin(void* target, std::size_t size) {
  const auto known = static_cast<std::uint32_t>(size);
  if (target == nullptr || size < sizeof(known) || known != size) return;
  std::memset(target, 0, size);
  std::memcpy(target, &known, sizeof(known));
}

}  // namespace

void relance_compile_options_init(relance_compile_options* options, size_t size) {
  begin(options, size);
}
void relance_open_options_init(relance_open_options* options, size_t size) { begin(options, size); }
void relance_attribute_init(relance_attribute* attribute, size_t size) { begin(attribute, size); }
void relance_event_init(relance_event* event, size_t size) { begin(event, size); }
void relance_work_filter_init(relance_work_filter* filter, size_t size) { begin(filter, size); }
void relance_renaming_init(relance_renaming* renaming, size_t size) { begin(renaming, size); }
void relance_move_plan_init(relance_move_plan* plan, size_t size) { begin(plan, size); }
void relance_input_init(relance_input* input, size_t size) { begin(input, size); }
void relance_intake_options_init(relance_intake_options* options, size_t size) {
  begin(options, size);
}
