// Rounds with the house: when the network returns, at intervals, at a button. Sending twice is harmless.
// Who extends this answers `due` (something can be sent) and `work` (one round), and keeps the token in `record.csrf`.
import { ask, Trouble } from "./net.js";

const FIRST_PAUSE = 5000;
const LONGEST_PAUSE = 300000;

export class Rounds extends EventTarget {
  // name: of the lock that keeps two windows of one device apart; soon, every: milliseconds; record: what holds the token
  constructor(name, { soon, every, longest = LONGEST_PAUSE, record }) {
    super();
    Object.assign(this, { name, soon, every, longest, held: record, phase: "idle", sentence: "", pause: 0, timer: 0 });
    window.addEventListener("online", () => { this.pause = 0; this.run(); });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.run());
  }

  tell(phase = this.phase, sentence = "") {
    Object.assign(this, { phase, sentence: phase === this.phase ? sentence || this.sentence : sentence });
    this.dispatchEvent(new Event("change"));
  }

  plan(wait) {
    clearTimeout(this.timer);
    if (this.stopped) { return; }
    this.timer = setTimeout(() => { this.timer = 0; this.run(); }, wait);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  // Something new waits: soon, unless a round is under way or the network was gone a moment ago.
  hasten() {
    if (this.due && !this.pause && this.timer !== -1 && !this.hasty) { this.hasty = true; this.plan(this.soon); }
  }

  // One round. Answers whether it went through. Who asks while one is under way shares the one after it: however often
  // the network comes and goes, rounds do not pile up.
  async run() {
    this.following ??= Promise.resolve(this.current).catch(() => false).then(() => {
      this.following = null;
      this.current = this.turn();
      return this.current;
    });
    return this.following;
  }

  async turn() {
    if (this.stopped) { return false; }
    clearTimeout(this.timer);
    this.hasty = false;
    this.timer = -1; // changes during the round are seen at its end
    const done = await navigator.locks.request(this.name, () => this.round());
    this.timer = 0;
    this.plan(done ? (this.due ? this.soon : this.every) : this.pause);
    return done;
  }

  async round() {
    this.tell("sending");
    try {
      await this.work();
      this.pause = 0;
      this.tell("done");
      return true;
    } catch (error) {
      await this.failed(error);
      if (!(error instanceof Trouble)) { console.warn(error); } // a full disk, say: what is here stays, the next round tries again
      this.pause = Math.min(this.longest, (this.pause || FIRST_PAUSE / 2) * 2) * (0.9 + Math.random() / 5);
      this.tell(error.kind ?? "trouble", error.sentence);
      return false;
    }
  }

  async failed() {}

  // A new sign-in brings a new token.
  async post(url, options) {
    const record = this.held();
    try {
      return await ask(url, { method: "POST", csrf: record.csrf, ...options });
    } catch (error) {
      if (error.kind !== "csrf") { throw error; }
      record.csrf = error.told?.csrf ?? "";
      return ask(url, { method: "POST", csrf: record.csrf, ...options });
    }
  }
}
