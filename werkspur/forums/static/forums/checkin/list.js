// One event as this device sees it: what the house told last, with everything read here on top.
// Each scan lies in the store before anything is sent. "change" is told when it lies there, "fault" when it cannot.
import * as rules from "./rules.js";
import * as store from "./store.js";

export class GuestList extends EventTarget {
  static async open(uid) {
    const list = new GuestList();
    list.uid = uid;
    list.device = await store.device();
    list.channel = new BroadcastChannel(`werkspur-einlass-${uid}`);
    list.channel.onmessage = () => list.reload();
    await list.reload();
    return list;
  }

  async reload() {
    const [record, scans] = await Promise.all([store.get("events", this.uid), store.of("scans", this.uid)]);
    this.record = record;
    this.scans = scans.sort((one, other) => one.at.localeCompare(other.at));
    this.index();
    this.tell();
  }

  index() {
    this.people = new Map(this.record.people.map((person) => [person.id, person]));
    this.keys = new Map(this.record.people.flatMap((person) => person.keys.map((key) => [key, person])));
  }

  tell(type = "change") { this.dispatchEvent(new Event(type)); }

  // By our clock, as far as this device knows it.
  get now() { return Date.now() + (this.record.skew ?? 0); }

  get over() { return this.now > Date.parse(this.record.end); }

  get sendable() { return this.scans.filter((scan) => !scan.fault); }

  // The person whose ticket or code a text is.
  async whose(text) {
    for (const reading of rules.readings(text)) {
      const found = this.keys.get(await rules.key(this.uid, reading));
      if (found) { return found; }
    }
    return null;
  }

  // Where somebody was seen last: {way, at, door}, by the time it was seen.
  last(id) {
    const held = this.record.passed[id];
    const seen = held ? [{ way: held[0], at: held[1], door: held[2] }] : [];
    for (const scan of this.scans) {
      if (scan.participant === id && rules.passed(scan.outcome)) {
        seen.push({ way: scan.way, at: new Date(Date.parse(scan.at) + (this.record.skew ?? 0)).toISOString(), door: this.door(scan.door) });
      }
    }
    return seen.sort((one, other) => Date.parse(one.at) - Date.parse(other.at)).at(-1);
  }

  door(id) { return this.record.doors.find((door) => door.id === id)?.name ?? ""; }

  outcome(person, way) {
    return rules.outcome({
      way, registration: person.state, event: this.record.state, inTime: rules.counts(this.now, this.record),
      isIn: this.last(person.id)?.way === "in",
    });
  }

  // What is said at the top, in persons.
  get sums() {
    const ids = new Set([...Object.keys(this.record.passed).map(Number), ...this.scans.map((scan) => scan.participant)].filter(Boolean));
    const seen = [...ids].map((id) => this.last(id)).filter(Boolean);
    const guests = this.scans.filter((scan) => scan.guest && !scan.fault).length;
    const expected = this.record.people.filter((person) => person.state === "confirmed" && !person.online).length;
    return {
      inside: seen.filter(({ way }) => way === "in").length + guests, arrived: seen.length + guests, expected: expected + guests,
    };
  }

  get full() { return this.record.seats !== null && this.sums.expected >= this.record.seats; }

  // A scan as it lies here: `told` has text, participant or guest, and what was said.
  make(told) {
    return { nonce: crypto.randomUUID(), event: this.uid, at: new Date().toISOString(), door: null, ...told };
  }

  async note(scan) {
    try {
      await store.put("scans", scan);
    } catch (error) {
      console.warn(error);
      this.tell("fault");
      throw error;
    }
    this.scans = [...this.scans.filter((each) => each.nonce !== scan.nonce), scan];
    this.tell();
    this.channel.postMessage(this.uid);
  }

  async drop(nonce) {
    await store.drop("scans", nonce);
    this.scans = this.scans.filter((each) => each.nonce !== nonce);
    this.tell();
  }

  // What the house answered to these scans; who reads it here is told what became of them.
  async taken(answer, sent) {
    const { taken, faults, now, ...state } = answer;
    const moment = new Date().toISOString();
    Object.assign(this.record, state, { skew: Date.parse(now) - Date.now(), synced: moment, locked: false });
    await store.put("events", this.record);
    this.index();
    for (const { nonce } of taken) { await store.drop("scans", nonce); }
    const settled = new Set(taken.map(({ nonce }) => nonce));
    this.scans = this.scans.filter((scan) => !settled.has(scan.nonce));
    for (const { nonce, sentence } of faults) {
      const scan = this.scans.find((each) => each.nonce === nonce);
      if (scan) { scan.fault = sentence; await store.put("scans", scan); }
    }
    const told = taken.map((each) => ({ ...each, scan: sent.find(({ nonce }) => nonce === each.nonce) }));
    if (told.length) { this.dispatchEvent(new CustomEvent("told", { detail: told })); }
    this.tell();
    if (taken.length) { this.channel.postMessage(this.uid); }
  }
}
