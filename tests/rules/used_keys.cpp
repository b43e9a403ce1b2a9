#include "rules/used_keys.hpp"

#include "base/source.hpp"
#include "rules/document.hpp"

namespace relance {
namespace {

using rules::Key;
using rules::Node;
using rules::Section;
using rules::Shape;

class Walk {
 public:
  UsedKeys used;

  void map(const Node& node, Section section) {
    if (!node.is(Node::map)) {
      for (const Key& key : rules::keys_of(section)) {
        if (key.name == rules::short_form(section)) used.emplace(section, key.name);
      }
    }
    for (const rules::Entry& entry : node.entries) {
      for (const Key& key : rules::keys_of(section)) {
        if (key.name != entry.key.text) continue;
        used.emplace(section, key.name);
        value(entry.value, key);
      }
    }
  }

 private:
  void value(const Node& node, const Key& key) {
    if (key.inner == Section::none) return;
    if (key.shape == Shape::section) return map(node, key.inner);
    for (const Node& item : node.items) {
      if (key.shape != Shape::dates || item.is(Node::map)) map(item, key.inner);
    }
    for (const rules::Entry& entry : node.entries) named(entry.value, key);
  }

  void named(const Node& node, const Key& key) {
    if (key.shape == Shape::names) {
      for (const rules::Entry& carried : node.entries) map(carried.value, key.inner);
    } else if (node.is(Node::list)) {
      for (const Node& item : node.items) map(item, key.inner);
    } else {
      map(node, key.inner);
    }
  }
};

void visit_section(Section section, const std::string& path, std::set<Section>& seen,
                   const std::function<void(const Key&, Section, const std::string& path)>& visit) {
  if (section == Section::none || !seen.insert(section).second) return;
  for (const Key& key : rules::keys_of(section)) {
    const std::string inner = path.empty() ? std::string(key.name) : path + "." + key.name.data();
    visit(key, section, inner);
    visit_section(key.inner, inner, seen, visit);
  }
}

}  // namespace

UsedKeys used_keys(const std::string& text) {
  const bool whole = text.find("relance:") != std::string::npos;
  const std::string complete = whole ? text : "relance: 1\n" + text;
  const Source source(complete, "");
  rules::Problems problems(source);
  Walk walk;
  const auto root = rules::parse_document(problems);
  if (root) walk.map(*root, Section::root);
  return walk.used;
}

void for_each_key(const std::function<void(const Key&, Section, const std::string& path)>& visit) {
  std::set<Section> seen;
  visit_section(Section::root, "", seen, visit);
}

}  // namespace relance
