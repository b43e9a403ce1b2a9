// The words of the trade for what stands in a normalised rules text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/document.hpp"

namespace relance {

/// Keys from the root of the text to a node; items of lists have none of their own.
using KeyPath = std::vector<std::string>;

/// "states.incoming.enter"
std::string path_text(const KeyPath& path);

/// "incoming, on entry": how a part of the rules is called. Sections that have no word of their own
/// yet are called by their key.
std::string subject(const KeyPath& path);

/// Whether the section of this key holds things by name, such as deadlines.
bool has_several(std::string_view key);

/// "then" for `do`: a key inside a part.
std::string part_name(std::string_view key);

/// The value of a key; null when the map has none.
const rules::Node* value_of(const rules::Node& map, std::string_view key);

/// A node as one text that is equal exactly for equal nodes.
std::string whole_text(const rules::Node& node);

/// "first call within 2 min", "to nursery if lead.budget > 0", "09:00-12:30, 13:30-19:00".
std::string described(const rules::Node& node);

/// What an item of a list is recognised by in the other version, best first: what it does, then
/// when. Texts that are empty recognise nothing.
std::vector<std::string> marks_of(const rules::Node& item);

/// "first call", "to nursery", "raise missed": what an item is called that is there in both.
std::string item_name(const rules::Node& item);

}  // namespace relance
