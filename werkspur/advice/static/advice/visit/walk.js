// The walk on the screen: one part of the list at a time, the sum and the state always in view.
import { EndView } from "./closing.js";
import { ItemView } from "./item.js";
import { at, clock, day, fill, on, part, words } from "../../js/offline/parts.js";
import { TalkView } from "./sign.js";
import * as store from "./store.js";

const ICONS = { done: "ok", idle: "ok", sending: "wait", offline: "wait" };
const SAID = ["refused", "finished"]; // the server knows the reason better
const LAST = ["gespraech", "ende"];

export class Walk {
  constructor(visit, sync) {
    Object.assign(this, { visit, sync, node: part("frame"), name: "", views: [], list: "" });
    const { record } = visit;
    fill(this.node, { facts: [day(record.date), words("version", record.version)].join(" · ") });
    at(this.node, "sign_in").search = new URLSearchParams({ next: sync.address });
    on(this.node, "sync", () => sync.run());
    on(this.node, "forget", () => this.forget());
    visit.addEventListener("change", () => this.show());
    visit.addEventListener("fault", () => fill(this.node, { state: words("store_full") }));
    sync.addEventListener("change", () => this.showState());
    sync.told = () => this.told();
    for (const event of ["online", "offline"]) { window.addEventListener(event, () => this.showState()); }
    window.addEventListener("hashchange", () => this.turn({ focus: true }));
    this.turn({ focus: false });
  }

  get names() { return [...this.visit.record.categories.map(({ key }) => key), ...LAST]; }

  // Which part the address names: "#A", "#A:A3" (a point in it), "#gespraech", "#ende".
  turn({ focus }) {
    const [wish, item] = decodeURIComponent(location.hash.slice(1)).split(":");
    const name = this.names.includes(wish) ? wish : this.names[0];
    if (name !== this.name || !this.views.length) {
      this.name = name;
      this.section = null;
      this.views = name === "gespraech" ? [new TalkView(this.visit, `#${this.names.at(-3)}`)] : name === "ende" ? [new EndView(this.visit, this.sync, (each) => this.link(each))] : this.category();
      at(this.node, "view").replaceChildren(this.section ?? this.views[0].node);
    }
    this.show();
    if (!focus) { return; }
    const place = item && document.getElementById(`punkt-${item}`);
    if (place) {
      place.scrollIntoView({ block: "start" });
      (place.querySelector("input:checked") ?? place.querySelector("input")).focus({ preventScroll: true });
    } else {
      at(this.node, "view").focus({ preventScroll: true });
      this.node.scrollIntoView({ block: "start" });
    }
  }

  link(item) {
    const found = this.visit.record.categories.find((category) => category.items.some((each) => each.key === item.key));
    return `#${found.key}:${item.key}`;
  }

  category() {
    const place = this.names.indexOf(this.name);
    const category = this.visit.record.categories[place];
    const next = this.visit.record.categories[place + 1];
    this.section = fill(part("category"), { name: category.name, next: next ? `${words("next")}: ${next.name}` : words("next_talk") });
    at(this.section, "next").href = `#${this.names[place + 1]}`;
    at(this.section, "back").href = `#${this.names[place - 1] ?? ""}`;
    at(this.section, "back").hidden = place === 0;
    const views = category.items.map((item) => new ItemView(this.visit, item, item.key));
    at(this.section, "items").append(...views.map((view) => view.node));
    return views;
  }

  sum({ done, total }) { return `${done} ${words("of")} ${total}`; }

  show() {
    this.views.forEach((view) => view.show());
    const all = this.visit.progress();
    fill(this.node, { progress: `${this.sum(all)} ${words("answered")}` });
    const bar = this.node.querySelector("progress");
    Object.assign(bar, { value: all.done, max: all.total || 1 });
    this.showTabs();
    this.showState();
  }

  showTabs() {
    const { categories } = this.visit.record;
    const tabs = [
      ...categories.map(({ key, name, items }) => [key, `${key} ${name}`, this.sum(this.visit.progress(items))]),
      ["gespraech", words("talk"), ""], ["ende", words("end"), ""],
    ];
    const now = JSON.stringify([tabs, this.name]);
    if (now === this.list) { return; }
    this.list = now;
    const list = at(this.node, "tabs");
    if (!list.children.length) { list.append(...tabs.map(() => part("tab"))); }
    tabs.forEach(([key, name, count], place) => {
      const link = fill(list.children[place], { name, count }).querySelector("a");
      link.href = `#${key}`;
      if (key === this.name) { link.setAttribute("aria-current", "page"); } else { link.removeAttribute("aria-current"); }
      if (key === this.name) { list.parentElement.scrollLeft = link.offsetLeft - list.offsetLeft - 40; }
    });
    const here = tabs.find(([key]) => key === this.name);
    if (this.section && here[2]) { fill(this.section, { count: here[2] }); }
  }

  // One sentence on what is sent and what waits.
  told() {
    const { phase, sentence } = this.sync;
    const { waiting, changes, photos, record } = this.visit;
    const faults = [...changes.values(), ...photos].filter((each) => each.fault).length;
    if (phase === "sending") { return words("sending"); }
    if (phase === "offline" || !navigator.onLine) { return words(waiting ? "waiting" : "offline", waiting || undefined); }
    if (phase === "done" && faults) { return words("faults", faults); }
    if (phase === "done" && !waiting && record.synced) { return words("synced", clock(record.synced)); }
    if (phase === "done" || phase === "idle") { return waiting ? words("held", waiting) : words("idle"); }
    return (SAID.includes(phase) && sentence) || words(phase);
  }

  showState() {
    const { phase } = this.sync;
    const state = this.told();
    fill(this.node, { state });
    const icon = !navigator.onLine ? "wait" : ICONS[phase] ?? "warn";
    for (const place of this.node.querySelectorAll("[data-icon]")) { place.hidden = place.dataset.icon !== icon; }
    this.node.dataset.phase = phase;
    this.node.dataset.waiting = this.visit.waiting;
    at(this.node, "sign_in").hidden = phase !== "signed_out" && phase !== "csrf";
  }

  ready(kept) {
    fill(this.node, { ready: words("ready"), persisted: words(kept ? "persisted" : "not_persisted") });
  }

  // Only after a question that names what would be lost.
  forget() {
    const { waiting } = this.visit;
    const dialog = fill(part("forget_dialog"), { lost: waiting ? words("lost", waiting) : words("lost_none") });
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    on(dialog, "really", async () => {
      this.sync.stop();
      await store.forget(this.visit.uid);
      location.assign(this.visit.scope);
    });
    dialog.showModal();
  }
}
