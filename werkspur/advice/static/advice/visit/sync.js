// Brings a visit and the house together: when the network returns, at intervals, at a button. Sending twice is harmless.
import { ask, Trouble } from "./net.js";
import * as store from "./store.js";
import { KEEP, NOTES, SIGNATURE } from "./visit.js";

const SOON = 2000; // after the last change
const EVERY = 30000; // to see what other devices wrote
const FIRST_PAUSE = 5000;
const LONGEST_PAUSE = 300000;
const PHOTO_SECONDS = 180;

const answerOf = ({ answer, note }) => ({ answer: /^[0-3]$/.test(answer) ? Number(answer) : answer || "ng", note });

// What the house is sent, from changes of the store.
export function message(device, changes) {
  const value = (key) => changes.find((change) => change.key === key);
  const notes = value(NOTES);
  return {
    device,
    changes: changes.filter(({ key }) => !key.startsWith("#"))
      .map(({ key, value: given, base, at }) => ({ item: key, ...answerOf(given), base, changed_at: at })),
    notes: notes ? { ...notes.value, base: notes.base, changed_at: notes.at } : null,
    signature: value(SIGNATURE)?.value ?? null,
    settle: changes.filter(({ key }) => key.startsWith(KEEP))
      .map(({ key, value: given }) => ({ item: key.slice(KEEP.length), ...given })),
  };
}

export class Sync extends EventTarget {
  constructor(visit) {
    super();
    Object.assign(this, { visit, phase: "idle", sentence: "", pause: 0, timer: 0 });
    visit.addEventListener("change", () => { this.tell(); this.hasten(); });
    window.addEventListener("online", () => { this.pause = 0; this.run(); });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.run());
  }

  get address() { return `${this.visit.scope}${this.visit.uid}/`; }

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
    const due = this.sendable.length || this.photos.length;
    if (due && !this.pause && this.timer !== -1 && !this.hasty) { this.hasty = true; this.plan(SOON); }
  }

  // One round; `whole` also asks for the list and for photos of other devices. Answers whether nothing is left to send.
  async run({ whole = false } = {}) {
    if (this.stopped) { return false; }
    clearTimeout(this.timer);
    this.hasty = false;
    this.timer = -1; // changes during the round are seen at its end
    // Two windows of one device must not send the same photo at the same time.
    const done = await navigator.locks.request(`werkspur-abgleich-${this.visit.uid}`, () => this.round(whole));
    this.timer = 0;
    this.plan(done ? (this.sendable.length || this.photos.length ? SOON : EVERY) : this.pause);
    return done && !this.visit.waiting;
  }

  get sendable() { return [...this.visit.changes.values()].filter((change) => !change.fault); }

  get photos() { return this.visit.photos.filter((photo) => store.unsent(photo) && !photo.fault); }

  async round(whole) {
    this.tell("sending");
    try {
      await this.sendChanges();
      for (const photo of this.photos) { await this.sendPhoto(photo); }
      if (whole) { await this.fetchWhole(); await this.fetchPhotos(); }
      this.pause = 0;
      this.tell("done");
      return true;
    } catch (error) {
      if (!(error instanceof Trouble)) { throw error; }
      if (error.kind === "finished" && error.told?.answers) { await this.visit.taken(error.told); }
      this.pause = Math.min(LONGEST_PAUSE, (this.pause || FIRST_PAUSE / 2) * 2) * (0.9 + Math.random() / 5);
      this.tell(error.kind, error.sentence);
      return false;
    }
  }

  // A new sign-in brings a new token.
  async post(path, options) {
    try {
      return await ask(this.address + path, { method: "POST", csrf: this.visit.record.csrf, ...options });
    } catch (error) {
      if (error.kind !== "csrf") { throw error; }
      if (error.told?.csrf) { this.visit.record.csrf = error.told.csrf; } else { await this.fetchWhole(); }
      return ask(this.address + path, { method: "POST", csrf: this.visit.record.csrf, ...options });
    }
  }

  async fetchWhole() {
    const found = await ask(`${this.address}daten`);
    const { answers, notes, signature, state, photos, ...list } = found;
    Object.assign(this.visit.record, list, { photos });
    await this.visit.taken({ answers, notes, signature, state });
  }

  async sendChanges() {
    const sent = this.sendable.map((change) => structuredClone(change));
    for (const change of sent) { if (!change.key.startsWith("#")) { change.value = answerOf(change.value); } }
    const body = JSON.stringify(message(this.visit.device, sent));
    try {
      await this.visit.taken(await this.post("abgleich", { body }), sent);
    } catch (error) {
      if (error.kind !== "refused" || !error.faults.length) { throw error; }
      await this.visit.refuse(error.faults);
      const good = this.sendable;
      if (good.length === sent.length) { throw error; } // it named nothing that we know
      await this.sendChanges();
    }
  }

  async sendPhoto(photo) {
    const { uid, stamp } = photo;
    const body = new FormData();
    if (photo.removed) {
      body.set("remove", "1");
    } else {
      if (!photo.sent) { body.set("file", await store.blob(uid), `${uid}.jpg`); }
      body.set("item", photo.item ?? "");
      body.set("caption", photo.caption);
      body.set("strokes", JSON.stringify(photo.strokes));
    }
    let fault = "";
    try {
      await this.post(`foto/${uid}`, { body, seconds: PHOTO_SECONDS });
    } catch (error) {
      if (error.kind === "foreign" && photo.removed) { fault = ""; } else if (error.kind !== "refused") { throw error; } else {
        fault = error.sentence || error.faults[0]?.sentence || "?";
      }
    }
    if (photo.removed && !fault) { await this.visit.dropPhoto(photo); return; }
    const now = { ...photo, sent: photo.sent || !fault, fault, stale: fault ? photo.stale : photo.stamp !== stamp };
    await this.visit.keepPhoto(Object.assign(photo, now));
  }

  // Photos that other devices sent, for the way.
  async fetchPhotos() {
    const known = new Map(this.visit.photos.map((photo) => [photo.uid, photo]));
    for (const theirs of this.visit.record.photos ?? []) {
      const mine = known.get(theirs.uid);
      if (mine && !mine.stale && !mine.removed) {
        await this.visit.keepPhoto(Object.assign(mine, { caption: theirs.caption, strokes: theirs.strokes }));
      } else if (!mine) {
        const answer = await fetch(theirs.url, { cache: "no-store" }).catch(() => null);
        if (!answer?.ok) { throw new Trouble("offline"); }
        const { uid, item, caption, strokes } = theirs;
        const photo = { uid, visit: this.visit.uid, item: item ?? "", caption, strokes, sent: true, at: new Date().toISOString() };
        await this.visit.keepPhoto(photo, await answer.blob());
      }
    }
    const held = new Set((this.visit.record.photos ?? []).map((photo) => photo.uid));
    for (const photo of this.visit.photos.filter((each) => known.has(each.uid) && each.sent && !store.unsent(each) && !held.has(each.uid))) {
      await this.visit.dropPhoto(photo); // removed on another device
    }
  }
}
