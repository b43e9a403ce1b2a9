// What is wrong with a piece of an author's text, where a diagnostic is made of it further up.
#pragma once

#include <string>

namespace relance {

struct Complaint {
  std::string cause;  // what is wrong
  std::string hint;   // the way out
};

/// Both in one line, for where there is room for no more.
inline std::string sentence(const Complaint& complaint) {
  return complaint.cause + ": " + complaint.hint;
}

}  // namespace relance
