// Faults: the machine failed, or the caller did. Never used for an author's text (Diagnostic) nor
// for "not now" (refusal).
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace relance {

/// Durable numbers; relance.h has the same.
enum class ErrorCode : std::int32_t {
  ok = 0,
  usage = 1,         // a call that can never be right: a null, an empty tenant, a bad instant
  rules = 2,         // the rules text has diagnostics
  input = 3,         // the user's file or data cannot be taken as a whole
  not_ours = 4,      // the database is of another application
  newer = 5,         // the database was written by a newer library
  busy = 6,          // another process holds the file too long
  storage = 7,       // disk full, read-only, I/O error
  corrupt = 8,       // stored bytes that cannot be what we wrote
  behind = 9,        // too many timers are due: tick first
  full = 10,         // a bounded store (outbox, waiting events) is full
  unknown = 11,      // no such tenant, lead or effect
  stale_token = 12,  // not the token of the last hand-out, or that one is over
  withdrawn = 13,    // the effect is no longer wanted
  memory = 14,
  internal = 15,
};

class Fault : public std::runtime_error {
 public:
  Fault(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

}  // namespace relance
