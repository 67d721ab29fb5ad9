// Brings a visit and the house together.
import { Trouble } from "../../js/offline/net.js";
import { Rounds } from "../../js/offline/rounds.js";
import * as store from "./store.js";
import { KEEP, NOTES, SIGNATURE } from "./visit.js";

const SOON = 2000; // after the last change
const EVERY = 30000; // to see what other devices wrote
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

export class Sync extends Rounds {
  constructor(visit) {
    super(`werkspur-abgleich-${visit.uid}`, { soon: SOON, every: EVERY, record: () => visit.record });
    this.visit = visit;
    visit.addEventListener("change", () => { this.tell(); this.hasten(); });
  }

  get address() { return `${this.visit.scope}${this.visit.uid}/`; }

  get due() { return this.sendable.length + this.photos.length; }

  // One round. Answers whether nothing is left to send.
  async run() {
    return (await super.run()) && !this.visit.waiting;
  }

  get sendable() {
    const { changes, nameless } = this.visit;
    return [...changes.values()].filter((change) => !change.fault && !(nameless && change.key === SIGNATURE));
  }

  get photos() { return this.visit.photos.filter((photo) => store.unsent(photo) && !photo.fault); }

  async work() {
    await this.sendChanges();
    await this.fetchPhotos();
    for (const photo of this.photos) { await this.sendPhoto(photo); }
  }

  async failed(error) {
    if (error.kind === "finished" && error.told?.answers) { await this.visit.taken(error.told); }
  }

  async sendChanges() {
    const sent = this.sendable.map((change) => structuredClone(change));
    for (const change of sent) { if (!change.key.startsWith("#")) { change.value = answerOf(change.value); } }
    const body = JSON.stringify(message(this.visit.device, sent));
    try {
      await this.visit.taken(await this.post(`${this.address}abgleich`, { body }), sent);
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
      await this.post(`${this.address}foto/${uid}`, { body, seconds: PHOTO_SECONDS });
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
