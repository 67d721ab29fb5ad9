// The door on the screen: what is read, what was said, who is found, and what waits to be sent.
import { at, clock, fill, on, part, words } from "../../js/offline/parts.js";
import { Camera } from "./camera.js";
import { find } from "./find.js";
import { askGuest } from "./guest.js";
import { listen } from "./keys.js";
import { readings } from "./rules.js";
import * as store from "./store.js";

const AGAIN = 6000; // the same card within this time is one reading
const PATIENCE = { known: 900, unlisted: 4000 }; // milliseconds that the house may take to say otherwise
const LOGGED = 6;
const ICONS = { done: "ok", idle: "ok", sending: "wait", offline: "wait" };
const GUESTS = ["unlisted", "unknown", "unconfirmed", "waiting", "lapsed", "withdrawn", "already_in"];
const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

export class Desk {
  constructor(list, sync, { scope, decoder }) {
    Object.assign(this, { list, sync, scope, node: part("desk"), log: [], before: {}, waits: new Map(), late: 0 });
    this.camera = new Camera(at(this.node, "video"), { decoder, read: (text) => this.read(text) });
    this.form = at(this.node, "find");
    this.doors();
    this.controls();
    list.addEventListener("change", () => this.show());
    list.addEventListener("fault", () => fill(this.node, { state: words("store_full") }));
    list.addEventListener("told", (event) => this.told(event.detail));
    sync.addEventListener("change", () => this.showState());
    for (const event of ["online", "offline"]) { window.addEventListener(event, () => this.showState()); }
    listen((text) => this.read(text));
    this.say({ outcome: "ready" });
    this.show();
  }

  controls() {
    const { node, sync, form } = this;
    at(node, "sign_in").search = new URLSearchParams({ next: sync.address });
    on(node, "sync", () => sync.run());
    on(node, "camera", () => this.turnCamera());
    on(node, "torch", () => this.camera.light(this.lit = !this.lit));
    on(node, "guest", () => this.guest());
    on(node, "forget", () => this.forget());
    fill(node, { camera: words("camera_on") });
    form.addEventListener("submit", (event) => { event.preventDefault(); this.search({ enter: true }); });
    form.elements.namedItem("text").addEventListener("input", () => this.search({ enter: false }));
    node.addEventListener("change", (event) => { if (event.target.name === "way") { this.search({ enter: false }); } });
  }

  get way() { return this.node.querySelector("input[name=way]:checked").value; }

  get door() { return Number(at(this.node, "door").value) || null; }

  // The doors of the event; the one chosen stays chosen on this device.
  doors() {
    const select = at(this.node, "door");
    const known = [...select.options].slice(1).map(({ value, text }) => `${value} ${text}`).join();
    const { doors } = this.list.record;
    if (known === doors.map(({ id, name }) => `${id} ${name}`).join() && select.dataset.filled) { return; }
    const chosen = select.dataset.filled ? select.value : localStorage.getItem(`werkspur-eingang-${this.list.uid}`) ?? "";
    select.dataset.filled = "1";
    select.replaceChildren(select.options[0], ...doors.map(({ id, name }) => new Option(name, id)));
    select.value = doors.some(({ id }) => String(id) === chosen) ? chosen : "";
    select.onchange = () => { localStorage.setItem(`werkspur-eingang-${this.list.uid}`, select.value); select.blur(); };
    at(this.node, "doors").hidden = !doors.length;
  }

  async turnCamera() {
    const place = at(this.node, "camera");
    let fault = "";
    if (this.camera.stream) { this.camera.stop(); } else {
      place.hidden = false;
      fault = await this.camera.start();
    }
    const runs = Boolean(this.camera.stream);
    place.hidden = !runs;
    this.node.querySelector("[data-do=torch]").hidden = !this.camera.hasTorch;
    fill(this.node, { camera: words(runs ? "camera_off" : "camera_on"), camera_fault: fault && words(fault) });
  }

  // Reading --------------------------------------------------------------------------------------------------------

  // A text from the camera, a scanner or the field.
  async read(text) {
    const now = Date.now();
    const { before, way } = this;
    if (before.text === text && before.way === way && now - before.at < AGAIN) { before.at = now; return; }
    this.before = { text, way, at: now };
    if (!readings(text).length) { this.say({ outcome: "paper" }); return; }
    const person = await this.list.whose(text);
    await (person ? this.take(person, { text }) : this.ask(text));
  }

  // Somebody of the list: said at once, unless the house says otherwise within a moment.
  async take(person, { text = "" } = {}) {
    const { way, door, list } = this;
    const seen = list.last(person.id);
    if (seen?.way === way && Date.now() + (list.record.skew ?? 0) - Date.parse(seen.at) < AGAIN) {
      this.say({ outcome: "again", way, person, seen });
      return;
    }
    const outcome = list.outcome(person, way);
    const scan = list.make({ way, door, participant: person.id, text, outcome });
    const answer = await this.sent(scan, PATIENCE.known);
    this.say({ outcome: answer?.outcome ?? outcome, way, person, seen, scan });
  }

  // A ticket that is not on the list: the house knows, when there is a signal.
  async ask(text) {
    const scan = this.list.make({ way: this.way, door: this.door, text, outcome: "unlisted" });
    if (!navigator.onLine || this.sync.phase === "offline") { this.say({ outcome: "unlisted", scan }); return; }
    this.say({ outcome: "asking" });
    const answer = await this.sent(scan, PATIENCE.unlisted);
    if (!answer) {
      await this.list.drop(scan.nonce); // nobody was let in yet; "despite" sends the same scan again
      this.say({ outcome: "unlisted", scan });
      return;
    }
    const person = this.list.people.get(answer.person);
    this.say({ outcome: answer.outcome, way: scan.way, person, elsewhere: answer.elsewhere, scan });
  }

  // Keep a scan and send it; answers what the house says, or null when it takes too long or is not reached.
  async sent(scan, patience) {
    const answered = new Promise((resolve) => { this.waits.set(scan.nonce, resolve); });
    try {
      await this.list.note(scan);
    } catch {
      return null;
    }
    const unreached = ["offline", "signed_out", "csrf", "foreign"].includes(this.sync.phase) || !navigator.onLine;
    const answer = await Promise.race([answered, pause(unreached ? 0 : patience)]);
    this.waits.delete(scan.nonce);
    return answer ?? null;
  }

  // What the house made of scans: it knows what other doors saw.
  told(answers) {
    for (const answer of answers) {
      const { scan } = answer;
      if (this.list.over && scan && Date.parse(scan.at) + (this.list.record.skew ?? 0) < Date.parse(this.list.record.end)) { this.late += 1; }
      const waits = this.waits.get(answer.nonce);
      if (waits) { waits(answer); continue; }
      if (scan && answer.outcome !== scan.outcome) {
        const person = this.list.people.get(answer.person);
        this.say({ outcome: answer.outcome, way: scan.way, person, elsewhere: answer.elsewhere, seen: this.list.last(person?.id), scan });
      }
    }
  }

  // Finding --------------------------------------------------------------------------------------------------------

  async search({ enter }) {
    const field = this.form.elements.namedItem("text");
    const text = field.value;
    if (enter && readings(text).length && (/^\s*W1/i.test(text) || await this.list.whose(text))) {
      field.value = "";
      this.matches([], "");
      await this.read(text);
      return;
    }
    const found = find(this.list.record.people, text);
    if (enter && !found.length && text.trim() && readings(text).length) {
      await this.read(text);
      return;
    }
    this.matches(found, enter && text.trim() && !found.length ? words("nobody") : "");
    if (enter) { at(this.node, "matches").querySelector("button")?.focus(); }
  }

  matches(people, nobody) {
    const place = at(this.node, "matches");
    place.replaceChildren(...people.map((person) => {
      const line = fill(part("match"), {
        name: person.name, company: person.company, state: this.stateOf(person), take: words(`take_${this.way}`),
      });
      const button = line.querySelector("[data-do=take]");
      button.setAttribute("aria-label", `${words(`take_${this.way}`)}: ${person.name}`);
      button.addEventListener("click", () => {
        this.form.elements.namedItem("text").value = "";
        this.matches([], "");
        this.take(person);
      });
      return line;
    }));
    place.hidden = !people.length;
    fill(this.node, { nobody });
  }

  stateOf(person) {
    const seen = this.list.last(person.id);
    const state = person.state === "confirmed" && person.online ? words("online") : words(`state_${person.state}`);
    return seen ? `${words(`state_${seen.way}`)} ${clock(seen.at)}${seen.door ? `, ${seen.door}` : ""}` : state;
  }

  async guest(known = {}) {
    const { list } = this;
    const guest = await askGuest({ ...known, full: list.full ? words("full", list.sums.inside) : "" });
    if (!guest) { return; }
    const outcome = list.outcome({ id: 0, state: "confirmed" }, "in");
    if (outcome) { this.say({ outcome, way: "in" }); return; }
    const scan = list.make({ way: "in", door: this.door, guest, outcome });
    const answer = await this.sent(scan, PATIENCE.known);
    this.say({ outcome: answer?.outcome ?? outcome, way: "in", person: guest, scan });
  }

  // Saying ---------------------------------------------------------------------------------------------------------

  say({ outcome, way = "in", person = null, seen = null, elsewhere = "", scan = null }) {
    const calm = ["ready", "asking", "paper"].includes(outcome);
    const name = outcome === "" && way === "out" ? "out" : outcome;
    const kind = outcome === "" || outcome === "again" ? "ok" : outcome === "ready" || outcome === "asking" ? "calm"
      : ["unlisted", "not_in", "unconfirmed", "waiting", "offered", "paper"].includes(outcome) ? "warn" : "stop";
    const when = seen && outcome !== "" ? [`${words(`seen_${seen.way}`)} ${clock(seen.at)}`, seen.door].filter(Boolean).join(", ") : "";
    const advice = outcome === "again" ? "" : words(`advice_${name}`).replace("#", clock(this.list.record.synced ?? this.list.record.loaded));
    const box = fill(part("verdict"), {
      what: words(`outcome_${name}`), who: person?.name || (person ? person.company : ""),
      company: person?.name ? [person.company, person.function].filter(Boolean).join(" · ") : "",
      seen: when, advice: [elsewhere && `${elsewhere}.`, advice].filter(Boolean).join(" "),
    });
    box.dataset.kind = kind;
    for (const icon of box.querySelectorAll("[data-icon]")) { icon.hidden = icon.dataset.icon !== kind; }
    this.actions(box, { outcome, person, scan });
    at(this.node, "verdict").replaceChildren(box);
    if (!calm) {
      navigator.vibrate?.(kind === "ok" ? 60 : [120, 80, 120]);
      this.remember({ what: words(`outcome_${name}`), who: person?.name || person?.company || "", nonce: scan?.nonce });
    }
  }

  actions(box, { outcome, person, scan }) {
    const despite = box.querySelector("[data-do=despite]");
    const guest = box.querySelector("[data-do=as_guest]");
    despite.hidden = outcome !== "unlisted";
    guest.hidden = !GUESTS.includes(outcome);
    at(box, "do").hidden = despite.hidden && guest.hidden;
    despite.addEventListener("click", async () => {
      await this.list.note({ ...scan, outcome: "unlisted" });
      this.say({ outcome: "", way: scan.way, scan });
    });
    const known = outcome === "already_in" ? {} : { name: person?.name ?? "", company: person?.company ?? "" };
    guest.addEventListener("click", () => this.guest(known));
  }

  remember({ what, who, nonce }) {
    this.log = [{ what, who, nonce, at: new Date().toISOString() }, ...this.log].slice(0, LOGGED);
    this.showLog();
  }

  showLog() {
    const faults = this.list.scans.filter((scan) => scan.fault).map((scan) => ({
      what: scan.fault, who: this.list.people.get(scan.participant)?.name ?? scan.guest?.name ?? "", at: scan.at,
    }));
    const rows = [...faults, ...this.log];
    at(this.node, "log").replaceChildren(...rows.map(({ what, who, at: moment }) => fill(part("logged"), { what, who, at: clock(moment) })));
    at(this.node, "log_box").hidden = !rows.length;
  }

  show() {
    const { list } = this;
    this.doors();
    fill(this.node, {
      sums: Object.entries(list.sums).reduce((text, [name, count]) => text.replace(`{${name}}`, count.toLocaleString("de-DE")), words("sums")),
    });
    this.showNotes();
    this.showState();
    this.showLog();
  }

  showNotes() {
    const { list } = this;
    const { state } = list.record;
    const notes = [];
    if (state === "cancelled") { notes.push(words("event_cancelled")); } else if (state === "closed") { notes.push(words("event_closed")); } else if (list.over) { notes.push(words("event_over")); }
    if (this.late) { notes.push(words("came_late", this.late)); }
    const place = at(this.node, "notes");
    if (place.dataset.shown !== notes.join()) {
      place.dataset.shown = notes.join();
      place.replaceChildren(...notes.map((note) => fill(part("note"), { note })));
    }
  }

  // One sentence on what is sent and what waits.
  said() {
    const { phase, sentence } = this.sync;
    const { scans, sendable, record } = this.list;
    const faults = scans.length - sendable.length;
    if (phase === "offline" || !navigator.onLine) { return words(sendable.length ? "waiting" : "offline", sendable.length || undefined); }
    if (phase === "sending") { return record.synced && !sendable.length ? words("synced", clock(record.synced)) : words("sending"); }
    if (phase === "done" && faults) { return words("faults", faults); }
    if (phase === "done" || phase === "idle") {
      return sendable.length ? words("held", sendable.length) : record.synced ? words("synced", clock(record.synced)) : words("idle");
    }
    return (["refused", "finished"].includes(phase) && sentence) || words(phase);
  }

  showState() {
    const { phase } = this.sync;
    fill(this.node, { state: this.said() });
    const icon = !navigator.onLine ? "wait" : ICONS[phase] ?? "warn";
    for (const place of this.node.querySelectorAll(".ws-visit__state > [data-icon]")) { place.hidden = place.dataset.icon !== icon; }
    this.node.dataset.phase = phase;
    this.node.dataset.waiting = this.list.sendable.length;
    at(this.node, "sign_in").hidden = phase !== "signed_out" && phase !== "csrf";
  }

  ready(kept) { fill(this.node, { persisted: words(kept ? "persisted" : "not_persisted") }); this.node.dataset.ready = "1"; }

  // Only after a question that names what would be lost.
  forget() {
    const count = this.list.scans.length;
    const dialog = fill(part("forget_dialog"), { lost: count ? words("lost", count) : words("lost_none") });
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    on(dialog, "really", async () => {
      this.sync.stop();
      await store.forget(this.list.uid);
      location.assign(this.scope);
    });
    dialog.showModal();
  }
}

