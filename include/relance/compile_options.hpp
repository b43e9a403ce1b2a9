// What the compiler of rules is told beside the text.
#pragma once

namespace relance {

/// All of it enters the fingerprint through its effect.
struct CompileOptions {
  int horizon_first_year = 2010;  // calendars reach from 1 January of this year ...
  int horizon_last_year = 2050;   // ... to 31 December of this one
};

}  // namespace relance
