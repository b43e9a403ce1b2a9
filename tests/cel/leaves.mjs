// The leaves of random expressions: variables, literals and what is written almost like one.

// How tightly an expression binds; a part that binds less than its place asks for gets parentheses.
export const TERNARY = 1;
export const OR = 2;
export const AND = 3;
export const RELATION = 4;
export const SUM = 5;
export const PRODUCT = 6;
export const UNARY = 7;
export const MEMBER = 8;

export const SCALARS = [
  "bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration",
];
const HUGE = ["9223372036854775807", "4611686018427387904"];
const DOUBLES = ["0.5", "1.0", "2.25", "1e3", "1.5e-3", ".25"];
const TYPES = [
  "int", "uint", "double", "bool", "string", "bytes", "list", "map", "type", "null_type",
];
const WORDS = [
  "", "a", "web", "Lead", "späť", "two words", "x=1;y=2", "ABC", "7", "-12", "true", "日本",
];
const INSTANTS = [
  "2024-02-29T12:30:00Z", "1999-12-31T23:59:59.444Z", "2026-07-01T08:00:00+02:00",
  "1970-01-01T00:00:00Z",
];
const LENGTHS = ["0s", "90s", "2h", "1h30m", "-15m", "1.111s", "222ms", "36h"];

export const listOf = (type) => `list(${type})`;
export const elementOf = (list) => list.slice(5, -1);

export class Leaves {
  constructor(random, variables) {
    this.random = random;
    this.scope = variables;
  }

  member(text) {
    return { text, binding: MEMBER };
  }
  call(name, ...args) {
    return { text: `${name}(${args.map((arg) => arg.text).join(", ")})`, binding: MEMBER };
  }

  leaf(type) {
    const { random } = this;
    const named = this.scope.filter((variable) => variable.type === type);
    if (named.length > 0 && random.chance(0.5)) return this.member(random.pick(named).name);
    switch (type) {
      case "bool":
        return this.member(random.pick(["true", "false"]));
      case "int":
        return this.integer();
      case "uint":
        return this.member(`${random.pick(["0", "1", "2", "0xFF", String(random.below(1000))])}u`);
      case "double":
        return this.member(random.pick([...DOUBLES, `${random.below(100)}.0`]));
      case "string":
        return this.member(this.quoted(random.pick(WORDS)));
      case "bytes":
        return this.member(`b${this.quoted(random.pick(WORDS))}`);
      case "timestamp":
        return this.member(`timestamp('${random.pick(INSTANTS)}')`);
      case "duration":
        return this.member(`duration('${random.pick(LENGTHS)}')`);
      case "type":
        return this.member(random.pick(TYPES));
      case "dyn":
        return this.call("dyn", this.leaf(random.pick(SCALARS)));
      default:
        return type.startsWith("list(") ? this.list(type, 0) : this.map(type, 0);
    }
  }

  integer() {
    const { random } = this;
    if (random.chance(0.03)) return this.member(random.pick(HUGE));
    const text = random.pick(["0", "1", "2", "3", "10", "0x1F", String(random.below(1000))]);
    const negative = random.chance(0.2) && text !== "0";
    return negative ? { text: `-${text}`, binding: UNARY } : this.member(text);
  }

  /** A literal of a text, in any of CEL's ways to write it. */
  quoted(word) {
    const hex = (c) => `\\x${c.charCodeAt(0).toString(16)}`;
    const octal = (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`;
    switch (this.random.below(5)) {
      case 0:
        return `"${word}"`;
      case 1:
        return `'''${word}'''`;
      case 2:
        return `'${word.replace(/[a-z]/, hex)}'`;
      case 3:
        return `"${word.replace(/[A-Z]/, octal)}"`;
      default:
        return `'${word}'`;
    }
  }

  /** Both are asked for their parts by `of`, which makes expressions of any type. */
  list(type, depth) {
    const count = 1 + this.random.below(3);
    const items = Array.from({ length: count }, () => this.of(elementOf(type), depth).text);
    return this.member(`[${items.join(", ")}]`);
  }

  map(type, depth) {
    const [key, value] = type.slice(4, -1).split(", ");
    const count = 1 + this.random.below(3);
    const keys = new Set(Array.from({ length: count }, () => this.leaf(key).text));
    const items = [...keys].map((text) => `${text}: ${this.of(value, depth).text}`);
    return this.member(`{${items.join(", ")}}`);
  }
}
