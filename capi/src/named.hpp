// A parameter or a part of one, put into words only when something is wrong with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace relance::capi {

/// "now", "options.path", "events[2].attributes[0].text". It points to what it is made of.
struct Named {
  // Not explicit: a parameter is most often named by a literal.
  Named(const char* parameter) : name(parameter) {}
  Named(const char* array, std::size_t at) : name(array), index(at) {}
  Named(const Named& of, const char* member) : whole(&of), name(member) {}
  Named(const Named* of, const char* array, std::size_t at) : whole(of), name(array), index(at) {}

  std::string text() const {
    std::string words;
    if (whole != nullptr) words.append(whole->text()).append(".");
    words += name;
    if (index != SIZE_MAX) words.append("[").append(std::to_string(index)).append("]");
    return words;
  }

  const Named* whole = nullptr;  // what it is a part of
  const char* name;
  std::size_t index = SIZE_MAX;  // of an element
};

}  // namespace relance::capi
