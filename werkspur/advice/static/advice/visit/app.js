// Where it begins: keep the page for the way, find the visit of this address, and show it.
import * as device from "./device.js";
import { clear } from "./leave.js";
import { keepForTheWay, left } from "../../js/offline/leaving.js";
import { at, fill, part, words } from "../../js/offline/parts.js";
import * as store from "./store.js";
import { Sync } from "./sync.js";
import { takeOver } from "./takeover.js";
import { Visit } from "./visit.js";
import { Walk } from "./walk.js";

const here = document.querySelector("script[data-scope]");
const { scope } = here.dataset;
const keep = () => keepForTheWay(scope, new URL("leave.js", import.meta.url).pathname);

function say(place, sentence) {
  const box = fill(part("said"), { said: sentence });
  at(box, "again").href = location.pathname;
  place.replaceChildren(box);
}

// What lies here, brought up to date when there is a signal; null when there is nothing to show.
async function found(uid, place) {
  let visit = await store.get("visits", uid);
  if (!visit || visit.locked) {
    const told = await device.load(uid, scope).catch((error) => error);
    visit = await store.get("visits", uid);
    if (!visit || visit.locked) {
      say(place, words(visit?.locked ? "locked" : told.kind && told.kind !== "offline" ? told.kind : "not_here"));
      return null;
    }
  }
  return Visit.open(uid);
}

async function walk(place, uid) {
  if (!place.hasAttribute("data-shell")) {
    // Online the page itself shows the list for those without script: take over only when there is something to show.
    const told = await device.load(uid, scope).catch((error) => error);
    if (!(await store.get("visits", uid)) || told.kind === "foreign") { return; }
  }
  const visit = await found(uid, place);
  if (!visit) { return; }
  visit.scope = scope;
  const sync = new Sync(visit);
  await takeOver(place.querySelector("form[data-no-script]"), visit).catch((error) => console.warn(error));
  const view = new Walk(visit, sync);
  place.replaceChildren(view.node);
  if (place.hasAttribute("data-shell")) {
    document.querySelector("h1").textContent = visit.record.company;
    document.querySelector(".ws-crumbs [aria-current]").textContent = visit.record.company;
    document.querySelector(".ws-pagehead .ws-text").textContent = visit.record.place;
    document.title = `${visit.record.company} – Werkspur`;
    document.getElementById("auf-diesem-geraet").remove();
  }
  sync.addEventListener("change", () => over(visit, sync));
  window.addEventListener("pageshow", (event) => event.persisted && location.reload()); // back, after a form that failed
  view.turn({ focus: Boolean(location.hash) });
  sync.run();
  keep().then((kept) => view.ready(kept), (error) => console.warn(error));
}

// Finished, here or on another device, and nothing waits: it leaves this device, the house shows the rest.
async function over(visit, sync) {
  if (visit.record.state === "finished" && !visit.waiting && !sync.stopped) {
    sync.stop();
    await store.forget(visit.uid);
    location.reload();
  }
}

async function begin() {
  if (document.querySelector("[data-shell]") && left()) { await clear(); }
  const place = document.getElementById("besuch");
  const uid = location.pathname.slice(scope.length).match(/^([0-9a-f-]{36})\/$/)?.[1] ?? "";
  if (place && uid) {
    await walk(place, uid);
  } else {
    await device.list(scope);
    if (place) { document.querySelector(".ws-crumbs").hidden = true; }
    if (document.querySelector("[data-visit-row]")) { await keep().catch((error) => console.warn(error)); }
  }
  if (navigator.onLine) {
    await device.tidy(scope, { except: place ? uid : "" });
    if (!uid) { await device.list(scope); }
  }
}

begin().catch((error) => console.warn(error));
