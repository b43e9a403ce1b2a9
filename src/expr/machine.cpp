// The instructions of containers, loops and calls.
#include "relance/core/machine.hpp"

#include <algorithm>
#include <cstring>

#include "expr/library/library.hpp"
#include "expr/library/values.hpp"
#include "relance/core/evaluate.hpp"

namespace relance::evaluation {
namespace {

/// A result that is no instant of ours, or a text that is too long for a field.
Scalar lawful_result(const Scalar& value) {
  constexpr std::uint32_t kLongestText = 4096;  // bytes
  if (value.kind == Scalar::instant) return lawful_instant({value.number});
  const bool too_long = value.kind == Scalar::text && value.size > kLongestText;
  return too_long ? Scalar::failure(Scalar::too_large) : value;
}

}  // namespace

Scalar Machine::keep(std::string_view text, Scalar::Kind kind) {
  char* const copy = arena_.take_array<char>(text.size());
  if (copy == nullptr) return Scalar::failure(Scalar::too_large);
  std::copy(text.begin(), text.end(), copy);
  return Scalar::of(std::string_view(copy, text.size()), kind);
}

Scalar Machine::new_container(Scalar::Kind kind, std::size_t room) {
  const std::size_t width = kind == Scalar::map ? 2 : 1;
  Scalar* const items = arena_.take_array<Scalar>(width * room);
  if (items == nullptr) return Scalar::failure(Scalar::too_large);
  return Scalar::of_items(kind, items, 0);
}

/// Whoever made the container took room for all that is ever added.
void Machine::append(Scalar& list, const Scalar& value) {
  if (!list.has_value()) return;
  if (!value.has_value()) {
    list = value;
    return;
  }
  const_cast<Scalar*>(list.items)[list.size++] = value;
}

void Machine::put(Scalar& map, const Scalar& key, const Scalar& value) {
  if (!map.has_value()) return;
  if (!key.has_value() || !value.has_value()) {
    map = without_value(key, value);
  } else if (!expr::is_key(key)) {
    map = Scalar::failure(Scalar::no_overload);
  } else if (expr::find_key(map, key) != nullptr) {
    map = Scalar::failure(Scalar::repeated_key);
  } else {
    auto* const entry = const_cast<Scalar*>(map.items) + std::size_t{2} * map.size++;
    entry[0] = key;
    entry[1] = value;
  }
}

void Machine::put_all(Scalar& map, const Scalar& from) {
  if (!map.has_value()) return;
  if (from.kind != Scalar::map) {
    map = from.has_value() ? Scalar::failure(Scalar::no_overload) : from;
    return;
  }
  Scalar grown = new_container(Scalar::map, std::size_t{map.size} + from.size);
  if (grown.has_value()) {
    std::copy_n(map.items, std::size_t{2} * map.size, const_cast<Scalar*>(grown.items));
    grown.size = map.size;
  }
  map = grown;
  for (std::uint32_t n = 0; n < from.size; ++n) put(map, from[2 * n], from[2 * n + 1]);
}

void Machine::add_to_container(const Instruction& i, const Scalar& value, Stack& stack) {
  const bool entry = i.op == Op::put || i.op == Op::put_if_any;
  const Scalar key = entry ? stack.pop() : Scalar::of(Scalar::null, 0);
  Scalar wanted = value;
  if ((i.op == Op::append_if_any || i.op == Op::put_if_any) && value.has_value()) {
    if (value.kind != Scalar::optional) {
      wanted = Scalar::failure(Scalar::no_overload);
    } else if (value.size == 0) {
      return;
    } else {
      wanted = value[0];
    }
  }
  entry ? put(stack.top(), key, wanted) : append(stack.top(), wanted);
}

bool Machine::call(const Instruction& i, Scalar& value, Stack& stack) {
  if (i.a > 0) stack.push(value);
  const Arguments arguments(stack.pop(i.a), i.a);
  const Scalar* missing = nullptr;
  for (std::size_t n = 0; n < arguments.size(); ++n) {
    if (arguments[n].has_value()) {
      work_ += arguments[n].size;
      continue;
    }
    missing = missing == nullptr ? &arguments[n] : &without_value(*missing, arguments[n]);
  }
  value = missing != nullptr ? *missing : expr::function(i.b).call(*this, arguments);
  if (work_ <= kWork) return true;
  value = Scalar::failure(Scalar::too_costly);
  return false;
}

const Instruction* Machine::advance(const Instruction& i, const Instruction* next, Scalar& value) {
  Loop& loop = loops_[i.a];
  if (loop.at == loop.range.size) return code() + i.jump;
  if (++steps_ > kSteps) {
    value = Scalar::failure(Scalar::too_costly);
    return nullptr;
  }
  const std::uint32_t at = loop.at++;
  const bool map = loop.range.kind == Scalar::map;
  Scalar& first = locals_[i.b].value;
  first = loop.range[map ? std::size_t{2} * at : at];
  if (i.op == Op::next) return next;
  locals_[i.b + 1].value = map ? loop.range[std::size_t{2} * at + 1] : first;
  if (!map) first = Scalar::of(Scalar::integer, at);
  return next;
}

const Instruction* Machine::settle(const Instruction& i, const Instruction* next,
                                   const Scalar& value) {
  Scalar& local = locals_[i.b].value;
  const Scalar known = value.kind == Scalar::boolean || !value.has_value()
                           ? value
                           : Scalar::failure(Scalar::no_overload);
  if (i.op == Op::settle_one) {
    if (!known.has_value()) local = known;
    if (known.is(true)) ++local.number;
    return known.has_value() ? next : code() + i.jump;
  }
  const bool decisive = i.op == Op::settle_any;
  local = join(local, known, decisive);
  return local.is(decisive) ? code() + i.jump : next;
}

const Instruction* Machine::keep_if(const Instruction& i, const Instruction* next,
                                    const Scalar& value) {
  if (value.is(true)) return next;
  if (value.is(false)) return code() + i.c;
  locals_[i.b].value = value.has_value() ? Scalar::failure(Scalar::no_overload) : value;
  return code() + i.jump;
}

const Instruction* Machine::gather(const Instruction& i, const Instruction* next,
                                   const Scalar& value, Stack& stack) {
  Scalar& local = locals_[i.b].value;
  if (i.op == Op::gather) append(local, value);
  if (i.op == Op::gather_entry) put(local, stack.pop(), value);
  if (i.op == Op::gather_map) put_all(local, value);
  return local.has_value() ? next : code() + i.jump;
}

const Instruction* Machine::step_loop(const Instruction& i, const Instruction* next, Scalar& value,
                                      Stack& stack) {
  switch (i.op) {
    case Op::loop:
      loops_[i.a] = {value, 0};
      if (value.kind == Scalar::list || value.kind == Scalar::map) return next;
      if (value.has_value()) value = Scalar::failure(Scalar::no_overload);
      return code() + i.jump;
    case Op::next:
    case Op::next_pair:
      return advance(i, next, value);
    case Op::start_list:
    case Op::start_map:
      locals_[i.b].value = new_container(i.op == Op::start_list ? Scalar::list : Scalar::map,
                                         loops_[i.a].range.size);
      return next;
    case Op::keep_if:
      return keep_if(i, next, value);
    case Op::gather:
    case Op::gather_entry:
    case Op::gather_map:
      return gather(i, next, value, stack);
    default:
      return settle(i, next, value);
  }
}

const Instruction* Machine::optional(const Instruction& i, const Instruction* next, Scalar& value) {
  if (value.kind != Scalar::optional) {
    if (value.has_value()) value = Scalar::failure(Scalar::no_overload);
    return code() + i.jump;
  }
  if (i.op == Op::use_optional) {
    if (value.size == 0) return next;
    if (i.a != 0) value = Scalar(value[0]);
    return code() + i.jump;
  }
  if (value.size == 0) return code() + i.jump;
  locals_[i.b].value = value[0];
  return next;
}

/// What has no jump and needs no more than the value and the stack.
const Instruction* Machine::step_simple(const Instruction& i, const Instruction* next,
                                        Scalar& value, Stack& stack) {
  switch (i.op) {
    case Op::load_variable:
      value = variables_[i.b];
      break;
    case Op::load_local:
      value = locals_[i.b].value;
      break;
    case Op::store_local:
      locals_[i.b].value = value;
      break;
    case Op::fail:
      value = Scalar::failure(static_cast<Scalar::Failure>(i.a));
      break;
    case Op::expect_boolean:
      if (value.has_value() && value.kind != Scalar::boolean) {
        value = Scalar::failure(Scalar::no_overload);
      }
      break;
    case Op::expect_kind:
      value = expect(value, static_cast<Scalar::Kind>(i.a));
      break;
    case Op::make_lawful:
      value = lawful_result(value);
      break;
    case Op::new_list:
    case Op::new_map:
      stack.push(new_container(i.op == Op::new_list ? Scalar::list : Scalar::map,
                               static_cast<std::size_t>(i.c)));
      break;
    case Op::pop:
      value = stack.pop();
      break;
    default:
      add_to_container(i, value, stack);
  }
  return next;
}

const Instruction* Machine::step(const Instruction& i, const Instruction* next, Scalar& value,
                                 Stack& stack) {
  switch (i.op) {
    case Op::call:
      return call(i, value, stack) ? next : nullptr;
    case Op::go_on:
      return code() + i.jump;
    case Op::choose:
      if (value.is(true)) return next;
      if (value.is(false)) return code() + i.c;
      if (value.has_value()) value = Scalar::failure(Scalar::no_overload);
      return code() + i.jump;
    case Op::use_optional:
    case Op::open_optional:
      return optional(i, next, value);
    default:
      return i.op < Op::loop ? step_simple(i, next, value, stack)
                             : step_loop(i, next, value, stack);
  }
}

}  // namespace relance::evaluation
