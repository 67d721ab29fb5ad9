// Brings a visit and the house together: when the network returns, at intervals, at a button. Sending twice is harmless.
import { ask, Trouble } from "./net.js";
import * as store from "./store.js";
import { KEEP, NOTES, SIGNATURE } from "./visit.js";

const SOON = 2000; // after the last change
const EVERY = 30000; // to see what other devices wrote
const FIRST_PAUSE = 5000;
const LONGEST_PAUSE = 300000;
const PHOTO_SECONDS = 180;

const answerOf = ({ answer, note }) => ({ answer: /^[0-3]$/.test(answer) ? Number(answer) : answer || null, note });

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

  // One round. Answers whether nothing is left to send. Who asks while one is under way shares the one after it: however
  // often the network comes and goes, rounds do not pile up.
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
    // Two windows of one device must not send the same photo at the same time.
    const done = await navigator.locks.request(`werkspur-abgleich-${this.visit.uid}`, () => this.round());
    this.timer = 0;
    this.plan(done ? (this.sendable.length || this.photos.length ? SOON : EVERY) : this.pause);
    return done && !this.visit.waiting;
  }

  get sendable() {
    const { changes, nameless } = this.visit;
    return [...changes.values()].filter((change) => !change.fault && !(nameless && change.key === SIGNATURE));
  }

  get photos() { return this.visit.photos.filter((photo) => store.unsent(photo) && !photo.fault); }

  async round() {
    this.tell("sending");
    try {
      await this.sendChanges();
      await this.fetchPhotos();
      for (const photo of this.photos) { await this.sendPhoto(photo); }
      this.pause = 0;
      this.tell("done");
      return true;
    } catch (error) {
      if (error.kind === "finished" && error.told?.answers) { await this.visit.taken(error.told); }
      if (!(error instanceof Trouble)) { console.warn(error); } // a full disk, say: what is here stays, the next round tries again
      this.pause = Math.min(LONGEST_PAUSE, (this.pause || FIRST_PAUSE / 2) * 2) * (0.9 + Math.random() / 5);
      this.tell(error.kind ?? "trouble", error.sentence);
      return false;
    }
  }

  // A new sign-in brings a new token.
  async post(path, options) {
    try {
      return await ask(this.address + path, { method: "POST", csrf: this.visit.record.csrf, ...options });
    } catch (error) {
      if (error.kind !== "csrf") { throw error; }
      this.visit.record.csrf = error.told?.csrf ?? "";
      return ask(this.address + path, { method: "POST", csrf: this.visit.record.csrf, ...options });
    }
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

  // Photos that other devices sent or removed.
  async fetchPhotos() {
    const { visit } = this;
    const held = visit.record.photos ?? [];
    for (const { uid, item, caption, strokes, url } of held) {
      const mine = visit.photos.find((photo) => photo.uid === uid);
      if (mine && !store.unsent(mine) && JSON.stringify([mine.caption, mine.strokes]) !== JSON.stringify([caption, strokes])) {
        await visit.keepPhoto(Object.assign(mine, { caption, strokes }));
      } else if (!mine) {
        const answer = await fetch(url, { cache: "no-store" }).catch(() => null);
        if (!answer?.ok) { throw new Trouble("offline"); }
        const photo = { uid, visit: visit.uid, item: item ?? "", caption, strokes, sent: true, at: new Date().toISOString() };
        await visit.keepPhoto(photo, await answer.blob());
      }
    }
    for (const photo of visit.photos.filter((each) => !store.unsent(each) && !held.some(({ uid }) => uid === each.uid))) {
      await visit.dropPhoto(photo);
    }
  }
}
