// random_cases.mjs FOLDER: writes random.jsonl: random well-typed expressions, from a fixed seed,
// each with what @bufbuild/cel makes of it: a value or an error. The first line has the variables.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { celEnv, celUint, isCelError, parse, plan } from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";
import { Generator } from "./expressions.mjs";
import { Random } from "./random.mjs";
import { fromCel } from "./values.mjs";

const COUNT = 20_000;
const SEED = 20_240_229;

const encoder = new TextEncoder();
const VARIABLES = {
  i: ["int", 7n],
  j: ["int", -3n],
  u: ["uint", celUint(5n)],
  d: ["double", 2.5],
  b: ["bool", true],
  s: ["string", "Citroën C3, neuf"],
  t: ["string", "web"],
  y: ["bytes", encoder.encode("lead\x00")],
  li: ["list(int)", [3n, 1n, 4n, 1n, 5n]],
  ls: ["list(string)", ["web", "phone", ""]],
  m: ["map(string, int)", new Map([["calls", 4n], ["sms", 0n]])],
  n: ["map(int, string)", new Map([[1n, "one"], [2n, "two"]])],
};

const bindings = Object.fromEntries(Object.entries(VARIABLES).map(([n, [, v]]) => [n, v]));
// Names without types: what is compared is evaluation, and that looks at values alone.
const env = celEnv({ funcs: strings });

function evaluated(expr) {
  let result;
  try {
    result = plan(env, parse(expr))(bindings);
  } catch (problem) {
    return { error: String(problem.message) };
  }
  if (isCelError(result)) return { error: result.message };
  return { value: fromCel(result) };
}

const head = { vars: [], bindings: {} };
for (const [name, [type, value]] of Object.entries(VARIABLES)) {
  head.vars.push({ name, type });
  head.bindings[name] = fromCel(plan(celEnv(), parse("v"))({ v: value }));
}
const lines = [JSON.stringify(head)];
const generator = new Generator(
  new Random(SEED),
  Object.entries(VARIABLES).map(([name, [type]]) => ({ name, type })),
);
const seen = new Set();
while (seen.size < COUNT) {
  const expr = generator.expression();
  if (seen.has(expr)) continue;
  seen.add(expr);
  lines.push(JSON.stringify({ expr, ...evaluated(expr) }));
}
writeFileSync(join(process.argv[2], "random.jsonl"), `${lines.join("\n")}\n`);
