#include "rules/document.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "rules/precheck.hpp"
#include "rules/syntax.hpp"

namespace relance::rules {
namespace {

// Thrown through the parser to end it; the problem has been told.
struct Stop {};

// Builds the tree. Gives up at the first excess, so that neither the parser's recursion nor our
// memory follows a hostile text.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(Problems& problems, const Budget& budget) : problems_(problems), budget_(budget) {}

  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 1) return;
    stop(Code::several_documents, span(mark, 3), "a second YAML document begins here",
         "a rules file is one document: remove the line `---` and what follows");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_properties(mark, "?", anchor);
    add(made(Node::null, mark));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    tell_anchor(span(mark, 1));
    Node node = made(Node::null, mark);
    node.told = true;
    add(std::move(node));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Node node = made(Node::scalar, mark);
    node.told = refuse_properties(mark, tag, anchor);
    node.text = value;
    node.style = style_at(node.at.offset);
    node.at.size = written_size(node);
    if (value.size() > budget_.scalar) {
      stop(Code::scalar_too_long, node.at,
           fmt::format("a value of {} bytes; at most {} are taken", value.size(), budget_.scalar),
           "shorten it; is a quote not closed?");
    }
    add(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::map, mark, tag, anchor);
  }
  void OnMapEnd() override {
    tell_duplicates(open_.back().node);
    close();
  }

 private:
  // A list or map whose end has not come yet.
  struct Open {
    Node node;
    std::optional<Node> key;
  };

  static Span span(const YAML::Mark& mark, std::uint32_t size) {
    return {static_cast<std::uint32_t>(std::max(mark.pos, 0)), size};
  }
  static Node made(Node::Kind kind, const YAML::Mark& mark) {
    Node node;
    node.kind = kind;
    node.at = span(mark, 1);
    return node;
  }
  std::string_view text() const { return problems_.source().text(); }

  [[noreturn]] void stop(Code code, Span at, std::string message, std::string hint = {}) {
    problems_.add(code, at, std::move(message), std::move(hint));
    throw Stop{};
  }

  /// Once: a file that is built of them has thousands.
  void tell_anchor(Span at) {
    if (std::exchange(anchor_told_, true)) return;
    problems_.add(Code::anchor, at,
                  "anchors (&) and aliases (*) are not taken, here and further down",
                  "write each value out where it is needed, or put it in quotes if it is a text");
  }

  /// Whether there was something to refuse; it was told.
  bool refuse_properties(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    const Span at = span(mark, 1);
    const char first = at.offset < text().size() ? text()[at.offset] : '\0';
    if (anchor != YAML::NullAnchor) tell_anchor(at);
    const bool tagged = (tag != "?" && tag != "!") || (anchor == YAML::NullAnchor && first == '!');
    if (tagged) {
      problems_.add(Code::tag, at, "tags (!) are not taken",
                    "put the value in quotes if it is a text or condition: `if: '!lead.vip'`; else "
                    "leave the tag out");
    }
    return tagged || anchor != YAML::NullAnchor;
  }

  Node::Style style_at(std::uint32_t offset) const {
    switch (offset < text().size() ? text()[offset] : '\0') {
      case '\'':
        return Node::single_quoted;
      case '"':
        return Node::double_quoted;
      case '|':
      case '>':
        return Node::block;
      default:
        return Node::plain;
    }
  }

  // Bytes from the scalar's beginning to its end, or to the end of its first line.
  std::uint32_t written_size(const Node& node) const {
    const std::string_view rest =
        text().substr(std::min<std::size_t>(node.at.offset, text().size()));
    if (node.style == Node::plain && rest.starts_with(node.text)) {
      return static_cast<std::uint32_t>(std::max<std::size_t>(1, node.text.size()));
    }
    const char quote = node.style == Node::single_quoted ? '\'' : '"';
    const bool has_end = node.style == Node::single_quoted || node.style == Node::double_quoted;
    std::size_t i = 1;
    for (; i < rest.size() && rest[i] != '\n' && rest[i] != '\r'; ++i) {
      if (!has_end) continue;
      if (node.style == Node::double_quoted && rest[i] == '\\') {
        ++i;
      } else if (rest[i] == quote) {
        if (node.style == Node::double_quoted || !rest.substr(i + 1).starts_with('\'')) break;
        ++i;
      }
    }
    return static_cast<std::uint32_t>(i + (has_end && i < rest.size() && rest[i] == quote ? 1 : 0));
  }

  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    refuse_properties(mark, tag, anchor);
    if (open_.size() >= static_cast<std::size_t>(budget_.depth)) {
      stop(Code::too_deep, span(mark, 1),
           fmt::format("lists and maps stand more than {} deep inside each other", budget_.depth),
           kTooDeepHint);
    }
    count();
    open_.push_back({made(kind, mark), std::nullopt});
  }

  void close() {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    place(std::move(node));
  }

  void count() {
    if (++nodes_ <= budget_.nodes) return;
    stop(Code::too_many_nodes, kWholeFile,
         fmt::format("the file has more than {} values", budget_.nodes), kTooManyHint);
  }

  void add(Node node) {
    count();
    place(std::move(node));
  }

  void place(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.is(Node::list)) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.key) {
      // An absent value is nowhere, or on the next line; its key shows better where it is missing.
      if (node.is(Node::null)) node.at = parent.key->at;
      parent.node.entries.push_back({std::move(*parent.key), std::move(node)});
      parent.key.reset();
    } else {
      if (!node.is(Node::scalar)) {
        tell_no_word(node);
      }
      parent.key = std::move(node);
    }
  }

  void tell_no_word(const Node& key) {
    const std::string_view rest =
        text().substr(std::min<std::size_t>(key.at.offset, text().size()));
    const std::string_view written = rest.substr(0, rest.find_first_of(": \t\r\n,}"));
    if (key.is(Node::null) && !written.empty()) {
      problems_.add(Code::complex_key, {key.at.offset, static_cast<std::uint32_t>(written.size())},
                    fmt::format("{} means nothing at all in YAML, and is no key", quoted(written)),
                    "choose another word, such as `none`");
      return;
    }
    problems_.add(Code::complex_key, key.at, "a key is one word",
                  "write `key: value`; is a colon or a quote missing or too many?");
  }

  void tell_duplicates(const Node& map) {
    std::vector<const Node*> keys;
    for (const Entry& entry : map.entries) {
      if (entry.key.is(Node::scalar)) keys.push_back(&entry.key);
    }
    std::stable_sort(keys.begin(), keys.end(),
                     [](const Node* a, const Node* b) { return a->text < b->text; });
    for (std::size_t i = 1; i < keys.size(); ++i) {
      if (keys[i]->text != keys[i - 1]->text) continue;
      const Source& source = problems_.source();
      problems_.add(Code::duplicate_key, keys[i]->at,
                    fmt::format("the key {} stands here twice", quoted(keys[i]->text)),
                    fmt::format("it stands in line {} already: join the two, or remove one",
                                source.place(keys[i - 1]->at.offset).line));
    }
  }

  Problems& problems_;
  const Budget& budget_;
  std::vector<Open> open_;
  Node root_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
  bool anchor_told_ = false;
};

}  // namespace

std::optional<Node> parse_document(Problems& problems, const Format& format) {
  const std::string_view text = problems.source().text();
  const Budget budget = budget_of(text);
  if (!check_bytes(problems, budget, format)) return std::nullopt;
  TreeBuilder builder(problems, budget);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      problems.add(Code::empty, kWholeFile, "there is nothing in this file",
                   std::string(format.example));
      return std::nullopt;
    }
    parser.HandleNextDocument(builder);
  } catch (const Stop&) {
    return std::nullopt;
  } catch (const YAML::Exception& error) {
    if (!mentions_format(text, format)) {
      tell_other_kind(problems, format);
    } else {
      // The end of the file may be far below the last line that there is.
      const std::size_t last = text.find_last_not_of(" \t\r\n");
      const auto at =
          static_cast<std::uint32_t>(std::min<std::size_t>(std::max(error.mark.pos, 0), last));
      tell_syntax(problems, at, error.msg);
    }
    return std::nullopt;
  }
  return builder.take();
}

}  // namespace relance::rules
