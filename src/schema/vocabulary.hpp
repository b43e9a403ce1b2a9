// The fixed words that an author may write, each with a sentence on what it means.
#pragma once

#include <string_view>
#include <vector>

#include "rules/keys.hpp"

namespace relance::schema {

struct Term {
  std::string_view word;
  std::string_view about;  // may be empty
};

std::vector<Term> stages();
std::vector<Term> types();
std::vector<Term> channels();    // with `preferred`
std::vector<Term> milestones();  // of rates
std::vector<Term> moves();       // that rules may raise
std::vector<Term> events();      // that a state may list: facts and moves

/// The words of a key's value; empty where they are the author's or too many to be told apart.
std::vector<Term> terms(rules::Words words);

}  // namespace relance::schema
