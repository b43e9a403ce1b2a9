// Chance that is the same on every machine and in every run.

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
