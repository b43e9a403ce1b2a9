// A morning at a dealership, from Node: host.mjs RULES [DATABASE]; without a database, in memory.
import { readFileSync } from "node:fs";
import { Engine, NEVER } from "./relance.mjs";

const MINUTE = 60_000_000; // microseconds
const show = (instant) => new Date(Number(instant) / 1000).toISOString().slice(0, 16).replace("T", " ");

/** Tells one engine what happens, and does what it asks for. */
class Host {
  now = Date.UTC(2026, 2, 2, 9) * 1000; // the engine has no clock: this one is set by hand

  constructor(engine) {
    this.engine = engine;
  }
  say(words) {
    console.log(`${show(this.now)}  ${words}`);
  }
  /** Told again under its key, an event counts once. */
  tell(...events) {
    this.engine.submit(events, this.now).forEach(({ verdict, message }, i) => {
      this.say(`${events[i].lead}  told ${events[i].name}: ${verdict}${message && ": "}${message}`);
    });
  }
  /** Here a host would send, ring or alert; this one only says that it did. */
  act() {
    for (const effect of this.engine.claim(this.now)) {
      const { id, lead, verb, name } = effect;
      this.say(`${lead}  do ${verb} ${name}`);
      this.engine.ack(effect, this.now);
      if (verb === "send") this.tell({ lead, name: "sent", key: id, with: { outcome: "delivered" } });
    }
  }
  letPass(minutes) {
    this.now += minutes * MINUTE;
    const fired = this.engine.tick(this.now);
    if (fired > 0) this.say(`timers fired: ${fired}`);
  }
  printWork() {
    for (const { lead, state, verb, name, because, notBefore, by } of this.engine.worklist(this.now)) {
      const limit = by === NEVER ? "" : `, by ${show(by)}`;
      this.say(`${lead}  ${state}: ${verb} ${name} because of ${because}, not before ${show(notBefore)}${limit}`);
    }
  }
}

function morning(host) {
  host.tell(
    { lead: "L-1", name: "received", key: "form-1", with: { model: "Estuary" } },
    { lead: "L-2", name: "received", key: "form-2", with: { model: "Lagoon" } },
    { lead: "L-3", name: "received", key: "form-3", with: { model: "Estuary" } },
  );
  host.act();
  host.letPass(5);
  host.tell(
    { lead: "L-1", name: "attempted", key: "call-1", with: { outcome: "conversation" } },
    { lead: "L-2", name: "attempted", key: "call-2", with: { outcome: "no_answer" } },
    { lead: "L-3", name: "sold", key: "desk-1" },
    { lead: "L-3", name: "lost", key: "desk-2", with: { reason: "duplicate" } },
  );
  host.act();
  host.letPass(15);
  host.tell(
    { lead: "L-1", name: "attempted", key: "call-3", with: { outcome: "conversation" } },
    { lead: "L-1", name: "booked", key: "desk-3", with: { at: "2026-03-03T15:00:00+01:00" } },
  );
  host.act();
  for (let i = 0; i < 7; ++i) {
    host.letPass(10);
    host.act();
  }
  host.printWork();
}

const [rules = "rules.yaml", database = ""] = process.argv.slice(2);
try {
  const engine = new Engine(database, "harbour");
  try {
    const host = new Host(engine);
    host.say(`${engine.deploy(readFileSync(rules, "utf8"), rules, host.now)} is in force`);
    morning(host);
  } finally {
    engine.close();
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
