// Random well-typed expressions of CEL: the standard functions, the macros and the extension strings.
// The values are small on purpose, so that most expressions give a value and not an error.

/** mulberry32: a small generator of 32 bits, the same on every machine. */
export class Random {
  constructor(seed) {
    this.state = seed;
  }
  next() {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(count) {
    return Math.floor(this.next() * count);
  }
  chance(part) {
    return this.next() < part;
  }
  pick(items) {
    return items[this.below(items.length)];
  }
}

// How tightly an expression binds; a part that binds less than its place asks for gets parentheses.
const TERNARY = 1;
const OR = 2;
const AND = 3;
const RELATION = 4;
const SUM = 5;
const PRODUCT = 6;
const UNARY = 7;
const MEMBER = 8;

const SCALARS = ["bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration"];
const KEYS = ["int", "string", "bool", "uint"];
const ORDERED = SCALARS;
const WORDS = ["", "a", "web", "Lead", "späť", "two words", "x=1;y=2", "ABC", "7", "-12", "true", "日本"];
const PATTERNS = ["^a", "[a-z]+", "e.d$", "\\\\d+", "^$", "(web|Lead)", "ä|b"];
const INSTANTS = ["2024-02-29T12:30:00Z", "1999-12-31T23:59:59.25Z", "2026-07-01T08:00:00+02:00", "1970-01-01T00:00:00Z"];
const LENGTHS = ["0s", "90s", "2h", "1h30m", "-15m", "1.5s", "250ms", "36h"];
const ZONES = ["UTC", "Europe/Paris", "America/New_York", "+02:00", "-05:30"];
const GETTERS = ["getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear",
  "getHours", "getMinutes", "getSeconds", "getMilliseconds"];

const listOf = (type) => `list(${type})`;
const elementOf = (list) => list.slice(5, -1);

export class Generator {
  constructor(random, variables) {
    this.random = random;
    this.scope = variables;
    this.names = 0;
  }

  expression() {
    this.names = 0;
    const type = this.random.pick(["bool", "bool", "bool", "int", "int", "uint", "double", "string", "string",
      "bytes", "timestamp", "duration", "list(int)", "list(string)", "map(string, int)", "type"]);
    return this.of(type, 2 + this.random.below(4)).text;
  }

  /** An expression of a type, `depth` levels high at most. */
  of(type, depth) {
    if (depth <= 0 || this.random.chance(0.08)) return this.leaf(type);
    const makers = this.makers(type);
    return this.random.pick(makers)(depth - 1);
  }

  /** The text of a part in a place that asks for `binding`. */
  part(type, depth, binding) {
    return this.wrapped(this.of(type, depth), binding);
  }
  wrapped({ text, binding }, least) {
    return binding < least || this.random.chance(0.03) ? `(${text})` : text;
  }
  infix(left, op, right, binding, depth) {
    const a = this.part(left, depth, binding);
    return { text: `${a} ${op} ${this.part(right, depth, binding + 1)}`, binding };
  }
  call(name, ...args) {
    return { text: `${name}(${args.map((arg) => arg.text).join(", ")})`, binding: MEMBER };
  }
  method(target, name, ...args) {
    const texts = args.map((arg) => arg.text).join(", ");
    return { text: `${this.wrapped(target, MEMBER)}.${name}(${texts})`, binding: MEMBER };
  }
  member(text) {
    return { text, binding: MEMBER };
  }

  leaf(type) {
    const named = this.scope.filter((variable) => variable.type === type);
    if (named.length > 0 && this.random.chance(0.5)) return this.member(this.random.pick(named).name);
    const { random } = this;
    switch (type) {
      case "bool":
        return this.member(random.pick(["true", "false"]));
      case "int":
        return this.integer();
      case "uint":
        return this.member(`${random.pick(["0", "1", "2", "17", "0xFF", String(random.below(1000))])}u`);
      case "double":
        return this.member(random.pick(["0.5", "1.0", "2.25", "1e3", "1.5e-3", ".25", `${random.below(100)}.0`]));
      case "string":
        return this.member(this.quoted(random.pick(WORDS)));
      case "bytes":
        return this.member(`b${this.quoted(random.pick(WORDS))}`);
      case "timestamp":
        return this.member(`timestamp('${random.pick(INSTANTS)}')`);
      case "duration":
        return this.member(`duration('${random.pick(LENGTHS)}')`);
      case "type":
        return this.member(random.pick(["int", "uint", "double", "bool", "string", "bytes", "list", "map", "type", "null_type"]));
      case "dyn":
        return this.call("dyn", this.leaf(random.pick(SCALARS)));
      default:
        return type.startsWith("list(") ? this.list(type, 0) : this.map(type, 0);
    }
  }

  integer() {
    const { random } = this;
    if (random.chance(0.03)) return this.member(random.pick(["9223372036854775807", "4611686018427387904"]));
    const text = random.pick(["0", "1", "2", "3", "10", "0x1F", String(random.below(1000))]);
    return random.chance(0.2) && text !== "0" ? { text: `-${text}`, binding: UNARY } : this.member(text);
  }

  quoted(word) {
    const { random } = this;
    switch (random.below(5)) {
      case 0:
        return `"${word}"`;
      case 1:
        return `'''${word}'''`;
      case 2:
        return `'${word.replace(/[a-z]/, (c) => `\\x${c.charCodeAt(0).toString(16)}`)}'`;
      case 3:
        return `"${word.replace(/[A-Z]/, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`)}"`;
      default:
        return `'${word}'`;
    }
  }

  list(type, depth) {
    const count = this.random.below(4);
    const items = Array.from({ length: count }, () => this.of(elementOf(type), depth).text);
    return this.member(`[${items.join(", ")}]`);
  }

  map(type, depth) {
    const [key, value] = type.slice(4, -1).split(", ");
    const keys = new Set(Array.from({ length: this.random.below(4) }, () => this.leaf(key).text));
    const items = [...keys].map((text) => `${text}: ${this.of(value, depth).text}`);
    return this.member(`{${items.join(", ")}}`);
  }

  makers(type) {
    const common = [
      (d) => this.conditional(type, d),
      (d) => this.leaf(type, d),
    ];
    const own = {
      bool: () => this.booleans(),
      int: () => this.integers(),
      uint: () => this.unsigneds(),
      double: () => this.doubles(),
      string: () => this.strings(),
      bytes: () => this.byteses(),
      timestamp: () => this.timestamps(),
      duration: () => this.durations(),
      type: () => [(d) => this.call("type", this.of(this.random.pick([...SCALARS, "list(int)", "dyn"]), d))],
      dyn: () => [(d) => this.call("dyn", this.of(this.random.pick(SCALARS), d))],
    }[type];
    if (own) return [...common, ...own()];
    return [...common, ...(type.startsWith("list(") ? this.lists(type) : [(d) => this.map(type, d)])];
  }

  conditional(type, d) {
    const test = this.part("bool", d, OR);
    const then = this.part(type, d, OR);
    return { text: `${test} ? ${then} : ${this.part(type, d, TERNARY)}`, binding: TERNARY };
  }

  booleans() {
    const { random } = this;
    const relation = (types, ops) => (d) => {
      const type = random.pick(types);
      return this.infix(type, random.pick(ops), type, RELATION, d);
    };
    const all = [...SCALARS, "list(int)", "list(string)", "map(string, int)", "type", "list(dyn)"];
    return [
      relation(all, ["==", "!="]),
      relation(ORDERED, ["<", "<=", ">", ">="]),
      relation(ORDERED, ["<", "<=", ">", ">="]),
      (d) => this.mixed(d),
      (d) => this.infix("bool", "&&", "bool", AND, d),
      (d) => this.infix("bool", "||", "bool", OR, d),
      (d) => ({ text: `!${this.part("bool", d, MEMBER)}`, binding: UNARY }),
      (d) => this.contained(d),
      (d) => this.quantified(d),
      (d) => this.quantified(d),
      (d) => this.method(this.of("string", d), random.pick(["contains", "startsWith", "endsWith"]), this.of("string", d)),
      (d) => this.method(this.of("string", d), "matches", this.member(`'${random.pick(PATTERNS)}'`)),
      () => this.member(`has(m.${random.pick(["calls", "sms", "letters"])})`),
      () => this.call("bool", this.member(random.pick(["'true'", "'false'", "'t'", "'1'", "'perhaps'", "b"]))),
    ];
  }

  /** Numbers of different types, or values of any types, compared. */
  mixed(d) {
    const { random } = this;
    const numbers = ["int", "uint", "double"];
    const a = this.call("dyn", this.of(random.pick(numbers), d));
    if (random.chance(0.6)) {
      const op = random.pick(["<", "<=", ">", ">=", "==", "!="]);
      const b = this.call("dyn", this.of(random.pick(numbers), d));
      return { text: `${a.text} ${op} ${b.text}`, binding: RELATION };
    }
    return this.infix("dyn", random.pick(["==", "!="]), "dyn", RELATION, d);
  }

  contained(d) {
    const { random } = this;
    if (random.chance(0.3)) return this.infix("string", "in", "map(string, int)", RELATION, d);
    const type = random.pick(["int", "string", "uint", "double", "bool", "dyn"]);
    return this.infix(type, "in", listOf(type), RELATION, d);
  }

  /** Runs `body` with a fresh name of a type in scope. */
  within(type, body) {
    const name = `v${this.names++}`;
    this.scope = [...this.scope, { name, type }];
    const result = body(name);
    this.scope = this.scope.slice(0, -1);
    return result;
  }

  quantified(d) {
    const { random } = this;
    const type = random.pick(["list(int)", "list(string)", "list(double)", "map(string, int)"]);
    const range = this.part(type, d, MEMBER);
    const macro = random.pick(["all", "exists", "exists_one"]);
    return this.within(type.startsWith("map") ? "string" : elementOf(type), (name) =>
      this.member(`${range}.${macro}(${name}, ${this.of("bool", d).text})`));
  }

  /** What lists, maps and conversions give in any type. */
  selected(type) {
    const { random } = this;
    return [
      (d) => this.member(`${this.part(listOf(type), d, MEMBER)}[${random.below(3)}]`),
      (d) => {
        const key = this.leaf(random.pick(KEYS)).text;
        const other = this.of(type, d).text;
        return this.member(`{${key}: ${other}}[${random.chance(0.9) ? key : this.leaf("int").text}]`);
      },
    ];
  }

  integers() {
    const { random } = this;
    const ops = ["+", "-"];
    return [
      (d) => this.infix("int", random.pick(ops), "int", SUM, d),
      (d) => this.infix("int", random.pick(ops), "int", SUM, d),
      (d) => this.infix("int", random.pick(["*", "/", "%"]), "int", PRODUCT, d),
      (d) => ({ text: `-(${this.of("int", d).text})`, binding: UNARY }),
      (d) => this.call("size", this.of(random.pick(["string", "bytes", "list(int)", "map(string, int)"]), d)),
      (d) => this.method(this.of(random.pick(["string", "list(string)"]), d), "size"),
      (d) => this.call("int", this.of(random.pick(["int", "uint", "double", "timestamp"]), d)),
      () => this.call("int", this.member(random.pick(["'12'", "'-7'", "'x'", "'9223372036854775808'"]))),
      (d) => this.method(this.of("string", d), random.pick(["indexOf", "lastIndexOf"]), this.leaf("string")),
      (d) => this.getter(d),
      () => this.member(random.pick(["m.calls", "m['sms']", "li[0]", "li[4]", "li[9]", "m.none"])),
      ...this.selected("int"),
    ];
  }

  getter(d) {
    const { random } = this;
    if (random.chance(0.3)) {
      return this.method(this.of("duration", d), random.pick(["getHours", "getMinutes", "getSeconds"]));
    }
    const zone = random.chance(0.5) ? [this.member(`'${random.pick(ZONES)}'`)] : [];
    return this.method(this.of("timestamp", d), random.pick(GETTERS), ...zone);
  }

  unsigneds() {
    const { random } = this;
    return [
      (d) => this.infix("uint", random.pick(["+", "-"]), "uint", SUM, d),
      (d) => this.infix("uint", random.pick(["*", "/", "%"]), "uint", PRODUCT, d),
      (d) => this.call("uint", this.of(random.pick(["int", "uint", "double"]), d)),
      () => this.call("uint", this.member(random.pick(["'12'", "'0'", "'-7'", "'x'"]))),
      ...this.selected("uint"),
    ];
  }

  doubles() {
    const { random } = this;
    return [
      (d) => this.infix("double", random.pick(["+", "-"]), "double", SUM, d),
      (d) => this.infix("double", random.pick(["*", "/"]), "double", PRODUCT, d),
      (d) => ({ text: `-(${this.of("double", d).text})`, binding: UNARY }),
      (d) => this.call("double", this.of(random.pick(["int", "uint", "double"]), d)),
      () => this.call("double", this.member(random.pick(["'1.5'", "'-2e3'", "'NaN'", "'7'"]))),
      ...this.selected("double"),
    ];
  }

  strings() {
    const { random } = this;
    const text = (d) => this.of("string", d);
    const small = () => this.member(String(random.below(4)));
    return [
      (d) => this.infix("string", "+", "string", SUM, d),
      (d) => this.infix("string", "+", "string", SUM, d),
      (d) => this.call("string", this.of(random.pick(["bool", "int", "uint", "string", "bytes", "timestamp", "duration"]), d)),
      (d) => this.call("string", this.leaf("double", d)),
      (d) => this.method(text(d), random.pick(["lowerAscii", "upperAscii", "trim"])),
      (d) => this.method(text(d), "replace", this.leaf("string"), this.leaf("string")),
      (d) => this.method(text(d), "substring", small()),
      (d) => this.method(text(d), "substring", this.member("0"), small()),
      (d) => this.method(text(d), "charAt", small()),
      (d) => this.method(this.of("list(string)", d), "join", this.leaf("string")),
      (d) => this.method(this.of("list(string)", d), "join"),
      (d) => this.method(this.member(random.pick(["'%s'", "'%d: %s'", "'%s-%s%%'"])), "format", this.formatted(d)),
      ...this.selected("string"),
    ];
  }

  formatted(d) {
    return this.member(`[${this.of("int", d).text}, ${this.of("string", d).text}]`);
  }

  byteses() {
    return [
      (d) => this.infix("bytes", "+", "bytes", SUM, d),
      (d) => this.call("bytes", this.of("string", d)),
      ...this.selected("bytes"),
    ];
  }

  timestamps() {
    return [
      (d) => this.infix("timestamp", this.random.pick(["+", "-"]), "duration", SUM, d),
      (d) => this.infix("duration", "+", "timestamp", SUM, d),
      (d) => this.call("timestamp", this.of("timestamp", d)),
      ...this.selected("timestamp"),
    ];
  }

  durations() {
    return [
      (d) => this.infix("duration", this.random.pick(["+", "-"]), "duration", SUM, d),
      (d) => this.infix("timestamp", "-", "timestamp", SUM, d),
      ...this.selected("duration"),
    ];
  }

  lists(type) {
    const element = elementOf(type);
    const made = [
      (d) => this.list(type, d),
      (d) => this.infix(type, "+", type, SUM, d),
      (d) => this.mapped(element, d),
      (d) => this.filtered(type, d),
    ];
    if (type === "list(string)") {
      made.push((d) => this.method(this.of("string", d), "split", this.member(this.random.pick(["' '", "';'", "','"]))));
    }
    return made;
  }

  mapped(element, d) {
    const from = this.random.pick(["list(int)", "list(string)"]);
    const range = this.part(from, d, MEMBER);
    return this.within(elementOf(from), (name) => {
      const filter = this.random.chance(0.3) ? `${this.of("bool", d).text}, ` : "";
      return this.member(`${range}.map(${name}, ${filter}${this.of(element, d).text})`);
    });
  }

  filtered(type, d) {
    const range = this.part(type, d, MEMBER);
    return this.within(elementOf(type), (name) =>
      this.member(`${range}.filter(${name}, ${this.of("bool", d).text})`));
  }
}
