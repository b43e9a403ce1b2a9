// Random well-typed expressions of CEL: the standard functions, the macros, the extension strings.
// The values are small on purpose, so that most expressions give a value and not an error.
//
// Not made is what @bufbuild/cel 0.6.1 does otherwise than CEL's specification or cel-go:
// - timestamp(int) takes milliseconds there, not seconds;
// - a zone by its name makes the hour after midnight the 24th, and so the next day;
// - string() of a time writes 3, 6 or 9 digits after the point, so all fractions have 3 of them;
// - replace() of an empty text forgets the places between the letters;
// - texts are ordered and counted in units of UTF-16, so no letter is beyond U+FFFF;
// - types are not checked there, so nothing is asked of the elements of [] and {}, which have any.
import {
  AND, Leaves, MEMBER, OR, PRODUCT, RELATION, SCALARS, SUM, TERNARY, UNARY, elementOf, listOf,
} from "./leaves.mjs";

const KEYS = ["int", "string", "bool", "uint"];
const PATTERNS = ["^a", "[a-z]+", "e.d$", "\\\\d+", "^$", "(web|Lead)", "ä|b"];
const OFFSETS = ["+02:00", "-05:30", "00:00"];
const ZONES = ["UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Sydney"];
// Instants on both sides of changes of the clocks, where it is not the hour after midnight.
const ZONED = [
  "2024-03-31T00:59:59Z", "2024-03-31T01:00:00Z", "2024-10-27T00:59:59Z", "2024-10-27T01:00:00Z",
  "2024-02-29T12:30:00Z", "1999-12-31T23:59:59Z", "2024-11-03T05:59:59Z", "2024-11-03T06:00:00Z",
].flatMap((instant) => ZONES.map((zone) => [instant, zone])).filter(([instant, zone]) => {
  const form = new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone: zone });
  return Number(form.format(new Date(instant))) % 24 !== 0;
});
const GETTERS = [
  "getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getHours",
  "getMinutes", "getSeconds", "getMilliseconds",
];
const TYPED = [...SCALARS, "list(int)", "map(string, int)", "dyn"];
const SIZED = ["string", "bytes", "list(int)", "map(string, int)"];
const WHOLE = [
  "bool", "bool", "bool", "int", "int", "uint", "double", "string", "string", "bytes", "timestamp",
  "duration", "list(int)", "list(string)", "map(string, int)", "type",
];

export class Generator extends Leaves {
  names = 0;

  expression() {
    this.names = 0;
    return this.of(this.random.pick(WHOLE), 2 + this.random.below(4)).text;
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
  method(target, name, ...args) {
    const texts = args.map((arg) => arg.text).join(", ");
    return { text: `${this.wrapped(target, MEMBER)}.${name}(${texts})`, binding: MEMBER };
  }

  /** The ways to make an expression of a type that has parts. */
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
      type: () => [(d) => this.call("type", this.of(this.random.pick(TYPED), d))],
      dyn: () => this.dynamics(),
    }[type];
    if (own) return [...common, ...own()];
    if (type.startsWith("list(")) return [...common, ...this.lists(type)];
    return [...common, (d) => this.map(type, d)];
  }

  dynamics() {
    return [
      (d) => this.call("dyn", this.of(this.random.pick(SCALARS), d)),
      (d) => this.call("dyn", this.of(this.random.pick(["list(int)", "map(string, int)"]), d)),
      (d) => this.member(`${this.list("list(dyn)", d).text}[${this.random.below(2)}]`),
    ];
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
      relation(SCALARS, ["<", "<=", ">", ">="]),
      relation(SCALARS, ["<", "<=", ">", ">="]),
      (d) => this.mixed(d),
      (d) => this.infix("bool", "&&", "bool", AND, d),
      (d) => this.infix("bool", "||", "bool", OR, d),
      (d) => ({ text: `!${this.part("bool", d, MEMBER)}`, binding: UNARY }),
      (d) => this.contained(d),
      (d) => this.quantified(d),
      (d) => this.quantified(d),
      (d) => {
        const test = random.pick(["contains", "startsWith", "endsWith"]);
        return this.method(this.of("string", d), test, this.of("string", d));
      },
      (d) => {
        const pattern = this.member(`'${random.pick(PATTERNS)}'`);
        return this.method(this.of("string", d), "matches", pattern);
      },
      () => this.member(`has(m.${random.pick(["calls", "sms", "letters"])})`),
      () => this.call("bool", this.member(random.pick(["'true'", "'false'", "'t'", "'perhaps'"]))),
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
        const keyType = random.pick(KEYS);
        const key = this.leaf(keyType).text;
        const other = this.of(type, d).text;
        const asked = random.chance(0.9) ? key : this.leaf(keyType).text;
        return this.member(`{${key}: ${other}}[${asked}]`);
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
      (d) => this.call("size", this.of(random.pick(SIZED), d)),
      (d) => this.method(this.of(random.pick(SIZED), d), "size"),
      (d) => this.call("int", this.of(random.pick(["int", "uint", "double", "timestamp"]), d)),
      () => this.call("int", this.member(random.pick(["'12'", "'-7'", "'9223372036854775808'"]))),
      (d) => {
        const search = random.pick(["indexOf", "lastIndexOf"]);
        return this.method(this.of("string", d), search, this.leaf("string"));
      },
      (d) => this.getter(d),
      () => this.member(random.pick(["m.calls", "m['sms']", "li[0]", "li[4]", "li[9]", "m.none"])),
      (d) => this.member(`{'one': ${this.of("int", d).text}}.one`),
      ...this.selected("int"),
    ];
  }

  getter(d) {
    const { random } = this;
    if (random.chance(0.3)) {
      const get = random.pick(["getHours", "getMinutes", "getSeconds"]);
      return this.method(this.of("duration", d), get);
    }
    const get = random.pick(GETTERS);
    if (random.chance(0.3)) {
      const [instant, zone] = random.pick(ZONED);
      return this.member(`timestamp('${instant}').${get}('${zone}')`);
    }
    const zone = random.chance(0.5) ? [this.member(`'${random.pick(OFFSETS)}'`)] : [];
    return this.method(this.of("timestamp", d), get, ...zone);
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
      (d) => this.call("string", this.of(random.pick(SCALARS.filter((t) => t !== "double")), d)),
      (d) => this.call("string", this.leaf("double", d)),
      (d) => this.method(text(d), random.pick(["lowerAscii", "upperAscii", "trim"])),
      (d) => this.method(text(d), "replace", this.member("'e'"), this.leaf("string")),
      (d) => this.method(text(d), "substring", small()),
      (d) => this.method(text(d), "substring", this.member("0"), small()),
      (d) => this.method(text(d), "charAt", small()),
      (d) => this.method(this.of("list(string)", d), "join", this.leaf("string")),
      (d) => this.method(this.of("list(string)", d), "join"),
      (d) => {
        const form = this.member(random.pick(["'%d: %s'", "'%s-%s%%'"]));
        return this.method(form, "format", this.formatted(d));
      },
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
      (d) => ({ text: `${this.part(type, d, SUM)} + []`, binding: SUM }),
      (d) => this.mapped(element, d),
      (d) => this.filtered(type, d),
    ];
    if (type === "list(string)") {
      const by = () => this.member(this.random.pick(["' '", "';'", "','"]));
      made.push((d) => this.method(this.of("string", d), "split", by()));
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
