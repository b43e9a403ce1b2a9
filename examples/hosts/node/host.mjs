// A morning at a dealership, from Node: host.mjs RULES [DATABASE]; without a database, in memory.
import { readFileSync } from "node:fs";
import { Engine, NEVER, event } from "./relance.mjs";

const MINUTE = 60_000_000; // microseconds
const AT_ONCE = 100; // effects of a claim, lines of a list
const show = (instant) =>
  new Date(Number(instant) / 1000).toISOString().slice(0, 16).replace("T", " ");

/** Tells one engine what happens, and does what it asks for. */
class Host {
  now = Date.UTC(2026, 2, 2, 9) * 1000; // the engine has no clock: this one is set by hand

  constructor(engine) {
    this.engine = engine;
  }
  say(words) {
    console.log(`${show(this.now)}  ${words}`);
  }
  tell(...told) {
    const events = told.map((one) => event(...one));
    this.engine.submit(events, this.now).forEach(({ VERDICT, MESSAGE }, i) => {
      this.say(`${told[i][0]}  told ${told[i][1]}: ${VERDICT}${MESSAGE && ": "}${MESSAGE}`);
    });
  }
  /** Here a host would send, ring or alert; this one only says that it did. */
  act() {
    for (const { ID, TOKEN, LEAD, VERB, NAME } of this.engine.rows("claim", this.now, AT_ONCE, 0)) {
      this.say(`${LEAD}  do ${VERB} ${NAME}`);
      this.engine.call("ack", ID, TOKEN, this.now);
      if (VERB === "send") this.tell([LEAD, "sent", ID, { outcome: "delivered" }]);
    }
  }
  letPass(minutes) {
    const fired = [0];
    this.now += minutes * MINUTE;
    this.engine.call("tick", this.now, 0, fired, null);
    if (fired[0] > 0) this.say(`timers fired: ${fired[0]}`);
  }
  printWork() {
    for (const item of this.engine.rows("worklist", this.now, null, AT_ONCE)) {
      const limit = item.BY === NEVER ? "" : `, by ${show(item.BY)}`;
      this.say(`${item.LEAD}  ${item.STATE}: ${item.VERB} ${item.NAME} because of ` +
        `${item.BECAUSE}, not before ${show(item.NOT_BEFORE)}${limit}`);
    }
  }
}

/** Minutes that pass, then what happened meanwhile. */
const MORNING = [
  [0, [["L-1", "received", "form-1", { model: "Estuary" }],
    ["L-2", "received", "form-2", { model: "Lagoon" }],
    ["L-3", "received", "form-3", { model: "Estuary" }]]],
  [5, [["L-1", "attempted", "call-1", { outcome: "conversation" }],
    ["L-2", "attempted", "call-2", { outcome: "no_answer" }],
    ["L-3", "sold", "desk-1"],
    ["L-3", "lost", "desk-2", { reason: "duplicate" }]]],
  [15, [["L-1", "attempted", "call-3", { outcome: "conversation" }],
    ["L-1", "booked", "desk-3", { at: "2026-03-03T15:00:00+01:00" }]]],
  ...Array(7).fill([10, []]),
];

const [rules = "rules.yaml", database = ""] = process.argv.slice(2);
let engine;
try {
  engine = new Engine(database, "harbour");
  const host = new Host(engine);
  host.say(`${engine.deploy(readFileSync(rules, "utf8"), rules, host.now)} is in force`);
  for (const [minutes, told] of MORNING) {
    host.letPass(minutes);
    host.tell(...told);
    host.act();
  }
  host.printWork();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  engine?.close();
}
