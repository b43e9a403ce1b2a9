// export_cases.mjs FOLDER: writes the public cases of @bufbuild/cel-spec as lines of JSON, a file
// for each of its suites: conformance.jsonl, parsing.jsonl, checking.jsonl, comprehension.jsonl. A
// case that cannot be said without protobuf messages has `messages`, the reason: it is not run.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { getTestRegistry } from "@bufbuild/cel-spec/testdata/registry.js";
import * as suites from "@bufbuild/cel-spec/testdata/tests.js";
import { NeedsMessages, fromSpec, typeOfGo, typeText } from "./values.mjs";

const registry = getTestRegistry();
// What the conformance cases and cel-go's checker cases name of protobuf's world.
const PROTO_NAMES = new Set();
for (const item of registry) {
  PROTO_NAMES.add(item.typeName);
  if (item.kind === "enum") {
    for (const value of item.values) PROTO_NAMES.add(`${item.typeName}.${value.name}`);
  }
}
const PLAIN_NAMES = new Set(["google.protobuf.Timestamp", "google.protobuf.Duration"]);
const CEL_GO_PACKAGE = /^google\.expr\.proto[23]\.test\b/;

const TEXTS = new RegExp(
  [
    String.raw`(?<!\w)(?:[bB]?[rR]|[rR][bB])(?:"""[^]*?"""|'''[^]*?'''|"[^"\n]*"|'[^'\n]*')`,
    String.raw`"""(?:\\[^]|[^\\])*?"""|'''(?:\\[^]|[^\\])*?'''`,
    String.raw`"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'`,
  ].join("|"),
  "g",
);

/** The source without its texts and comments. */
function bare(source) {
  return source.replace(TEXTS, '""').replace(/\/\/[^\n]*/g, "");
}

/** The candidates of CEL's name resolution, the innermost first. */
function candidates(name, container) {
  if (name.startsWith(".")) return [name.slice(1)];
  const found = [];
  for (let parts = container ? container.split(".") : []; parts.length > 0; parts.pop()) {
    found.push(`${parts.join(".")}.${name}`);
  }
  return [...found, name];
}

function isProto(name) {
  return PROTO_NAMES.has(name) || CEL_GO_PACKAGE.test(name);
}

/** Why an expression needs protobuf messages, or undefined. */
function messagesIn(test) {
  const source = bare(test.expr);
  const built = /[A-Za-z_][\w.`-]*\s*\{/.exec(source);
  if (built && !/\bin\s*\{$/.test(built[0])) return `builds ${built[0].replace(/\s*\{/, "")}`;
  for (const [chain] of source.matchAll(/\.?[A-Za-z_]\w*(\s*\.\s*[A-Za-z_]\w*)*/g)) {
    const parts = chain.replace(/\s/g, "").split(".");
    for (let count = parts.length; count > 0; --count) {
      const name = parts.slice(0, count).join(".");
      if (!name) continue;
      const hit = candidates(name, test.container).find(isProto);
      if (hit && !PLAIN_NAMES.has(hit)) return `names ${hit}`;
      if (hit) break;
    }
  }
  return undefined;
}

function declarations(typeEnv) {
  const vars = [];
  const functions = [];
  for (const { name, declKind } of typeEnv) {
    if (declKind.case === "ident") {
      vars.push({ name, type: typeText(declKind.value.type) });
      continue;
    }
    for (const overload of declKind.value.overloads) {
      functions.push({
        name,
        member: overload.isInstanceFunction,
        params: overload.params.map(typeText),
        result: typeText(overload.resultType),
      });
    }
  }
  return { vars, functions };
}

function bindings(test) {
  const bound = {};
  for (const [name, { kind }] of Object.entries(test.bindings)) {
    if (kind.case !== "value") throw new Error(`${name} is bound to ${kind.case}`);
    bound[name] = fromSpec(kind.value, registry);
  }
  return bound;
}

/** What a case asks for: a value, an error, and the type if it names one. */
function wanted(test) {
  const { case: kind, value } = test.resultMatcher;
  switch (kind) {
    case undefined:
      return { value: ["bool", true] };  // so the definition of SimpleTest has it
    case "value":
      return { value: fromSpec(value, registry) };
    case "evalError":
      return { error: true };
    case "typedResult":
      return {
        ...(value.result ? { value: fromSpec(value.result, registry) } : {}),
        ...(value.deducedType ? { type: typeText(value.deducedType) } : {}),
      };
    default:
      throw new Error(`no case asks for ${kind} so far`);
  }
}

// cel-go's debug text of a tree, on one line and without what it hangs on each node.
function tree(text) {
  return text.replace(/\^#[^#]*#/g, "").replace(/\n */g, "");
}

function exported(id, test, conformance) {
  const { original } = test;
  const line = { id, expr: original.expr, container: original.container };
  const found = messagesIn(original);
  if (found) return { id, expr: original.expr, messages: found };
  try {
    Object.assign(line, declarations(original.typeEnv), { bindings: bindings(original) });
    line.check = !original.disableCheck;
    line.checkOnly = original.checkOnly;
    if (conformance) line.want = wanted(original);
  } catch (problem) {
    if (!(problem instanceof NeedsMessages)) throw problem;
    return { id, expr: original.expr, messages: problem.message };
  }
  if (!conformance && test.ast !== undefined) line.tree = tree(test.ast);
  if (line.check && test.type !== undefined) line.typeInGo = typeOfGo(test.type);
  return line;
}

function* walk(suite, path) {
  for (const test of suite.tests) yield [path, test];
  for (const child of suite.suites) yield* walk(child, [...path, child.name]);
}

function write(folder, name, suite) {
  const seen = new Map();
  const lines = [];
  for (const [path, test] of walk(suite, [])) {
    // cel-go's cases have no names but their texts; some cases share a name: the second is NAME#2.
    let id = [...path, [...test.name].slice(0, 60).join("").trim()].join("/");
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    if (count > 1) id += `#${count}`;
    lines.push(JSON.stringify(exported(id, test, name === "conformance")));
  }
  writeFileSync(join(folder, `${name}.jsonl`), `${lines.join("\n")}\n`);
}

const folder = process.argv[2];
write(folder, "conformance", suites.getConformanceSuite());
write(folder, "parsing", suites.getParsingSuite());
write(folder, "checking", suites.getCheckingSuite());
write(folder, "comprehension", suites.getComprehensionSuite());
