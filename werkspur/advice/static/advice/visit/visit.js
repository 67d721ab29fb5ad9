// One visit as this device sees it: what the server held last, with everything entered here on top.
// Each change lies in the store before anything is sent. "change" is told when it lies there, "fault" when it cannot.
import * as store from "./store.js";

const NOTES = "#notes";
const SIGNATURE = "#signature";
const KEEP = "#keep:";
const STATE = ["answers", "notes", "signature", "photos", "state"];

const same = (one, other) => String(one?.answer) === String(other?.answer) && (one?.note ?? "") === (other?.note ?? "");

export class Visit extends EventTarget {
  static async open(uid) {
    const visit = new Visit();
    visit.uid = uid;
    visit.device = await store.device();
    visit.channel = new BroadcastChannel(`werkspur-besuch-${uid}`);
    visit.channel.onmessage = () => visit.reload();
    await visit.reload();
    return visit;
  }

  async reload() {
    const { uid } = this;
    const [record, changes, photos] = await Promise.all([
      store.get("visits", uid), store.of("changes", uid), store.of("photos", uid),
    ]);
    this.record = record;
    this.changes = new Map(changes.map((change) => [change.key, change]));
    this.photos = photos.sort((one, other) => one.at.localeCompare(other.at));
    this.tell();
  }

  tell(type = "change") { this.dispatchEvent(new Event(type)); }

  // Wait for the disk, then tell this page and the other windows of this device.
  async keep(writing) {
    try {
      await writing;
    } catch (error) {
      console.warn(error);
      this.tell("fault");
      throw error;
    }
    this.tell();
    this.channel.postMessage(this.uid);
  }

  // What was asked and answered ----------------------------------------------------------------------------------
  get items() { return this.record.categories.flatMap((category) => category.items); }

  answer(key) {
    const { answer = "", note = "" } = this.changes.get(key)?.value ?? this.record.answers[key] ?? {};
    return { answer: answer === null ? "" : String(answer), note };
  }

  // A question may hang on another: "B1:1" is asked when B1 was answered with 1 or less.
  asked(item, seen = []) {
    if (!item.asks_when) { return true; }
    const [key, highest] = item.asks_when.split(":");
    const before = this.items.find((each) => each.key === key);
    const { answer } = this.answer(key);
    return Boolean(before) && !seen.includes(key) && /^[0-3]$/.test(answer) && Number(answer) <= Number(highest)
      && this.asked(before, [...seen, item.key]);
  }

  progress(items = this.items) {
    const asked = items.filter((item) => this.asked(item));
    return { done: asked.filter((item) => this.answer(item.key).answer).length, total: asked.length };
  }

  // Both answers where two devices differ: [{label: here|other, answer, note, keep}], the held one first.
  conflict(key) {
    const held = this.record.answers[key];
    if (!held?.others?.length || this.changes.has(KEEP + key)) { return []; }
    const mine = held.others.find((other) => other.device === this.device);
    const rows = [{ ...held, keep: "held", here: !mine }];
    return [...rows, ...held.others.map((other) => ({ ...other, keep: other.device, here: other === mine }))];
  }

  get notes() { return { text: "", present: "", feeling: "", ...this.record.notes, ...this.changes.get(NOTES)?.value }; }

  get signature() { return this.changes.get(SIGNATURE)?.value ?? this.record.signature; }

  // The house takes strokes only together with a name.
  get nameless() { return this.changes.has(SIGNATURE) && !this.signature.name.trim(); }

  get waiting() { return this.changes.size + this.photos.filter(store.unsent).length; }

  pictures(key) { return this.photos.filter((photo) => photo.item === key && !photo.removed); }

  // Changes ------------------------------------------------------------------------------------------------------
  change(key, value, base) {
    const before = this.changes.get(key);
    const at = this.later(key, before);
    const next = { visit: this.uid, key, value, base: before?.base ?? base, at, stamp: crypto.randomUUID() };
    this.changes.set(key, next);
    return this.keep(store.put("changes", next));
  }

  // Now, but always after what this device said last about it, even when its clock was put back.
  later(key, before) {
    const last = Math.max(0, ...[before?.at, this.record.said?.[key]].filter(Boolean).map(Date.parse));
    return new Date(Math.max(Date.now(), last + 1)).toISOString();
  }

  setAnswer(key, patch) { return this.change(key, { ...this.answer(key), ...patch }, this.record.answers[key]?.version ?? 0); }

  setNotes(patch) {
    const { text, present, feeling } = { ...this.notes, ...patch };
    return this.change(NOTES, { text, present, feeling }, this.record.notes?.version ?? 0);
  }

  setSignature(patch) {
    const value = { name: "", strokes: [], ...this.signature, ...patch, at: new Date().toISOString() };
    if (!value.name.trim() && !value.strokes.length && !this.record.signature) { // as if nobody had begun
      this.changes.delete(SIGNATURE);
      return this.keep(store.drop("changes", [this.uid, SIGNATURE]));
    }
    return this.change(SIGNATURE, value, 0);
  }

  settle(key, keep) {
    const { seen } = this.record.answers[key];
    this.changes.delete(key); // whoever chooses means what stands there
    return this.keep(store.drop("changes", [this.uid, key]).then(() => this.change(KEEP + key, { keep, seen }, 0)));
  }

  addPhoto(item, blob) {
    const photo = { uid: crypto.randomUUID(), visit: this.uid, item, caption: "", strokes: [], at: new Date().toISOString() };
    this.photos.push(photo);
    return this.keep(store.putPhoto(photo, blob)).then(() => photo, (error) => {
      this.photos = this.photos.filter((each) => each !== photo);
      throw error;
    });
  }

  changePhoto(photo, patch) {
    Object.assign(photo, patch, { stale: true, fault: "", stamp: crypto.randomUUID() });
    return this.keep(store.put("photos", photo));
  }

  // What the house told about a photo: no change of this device, nothing to send.
  keepPhoto(photo, blob) {
    if (!this.photos.includes(photo)) { this.photos.push(photo); }
    return this.keep(blob ? store.putPhoto(photo, blob) : store.put("photos", photo));
  }

  dropPhoto(photo) {
    this.photos = this.photos.filter((each) => each !== photo);
    return this.keep(store.dropPhoto(photo.uid));
  }

  // What the server answers --------------------------------------------------------------------------------------
  // `sent`: the changes it was given. One that changed meanwhile stays, upon what the server holds now.
  async taken(state, sent = []) {
    for (const name of STATE) { if (name in state) { this.record[name] = state[name]; } }
    const said = { ...this.record.said, ...Object.fromEntries(sent.map(({ key, at }) => [key, at])) };
    Object.assign(this.record, { said, synced: new Date().toISOString(), locked: false });
    await store.put("visits", this.record);
    for (const { key, stamp, value } of sent) {
      const held = key === NOTES ? state.notes : state.answers?.[key];
      const base = key === NOTES || same(held, value) ? held?.version : undefined;
      const settled = (now) => (now?.stamp === stamp ? null : now && { ...now, base: base ?? now.base });
      const next = settled(this.changes.get(key));
      if (next) { this.changes.set(key, next); } else { this.changes.delete(key); }
      await store.update("changes", [this.uid, key], settled);
    }
    this.tell();
    this.channel.postMessage(this.uid);
  }

  // The server refused these: say it there, and send them again only when somebody changes them.
  async refuse(faults) {
    for (const { item, sentence } of faults) {
      const key = [item, KEEP + item, `#${item}`].find((each) => this.changes.has(each));
      if (key) {
        this.changes.get(key).fault = sentence;
        await store.put("changes", this.changes.get(key));
      }
    }
    this.tell();
  }
}

export { KEEP, NOTES, SIGNATURE };
