// Where it begins: keep the page for the way, find the event of this address, and open the door.
import { keepForTheWay, left } from "../../js/offline/leaving.js";
import { ask } from "../../js/offline/net.js";
import { at, day, fill, part, words } from "../../js/offline/parts.js";
import { Desk } from "./desk.js";
import { clear } from "./leave.js";
import { GuestList } from "./list.js";
import * as store from "./store.js";
import { Sync } from "./sync.js";

const { scope, decoder } = document.querySelector("script[data-scope]").dataset;
const KEEP_DAYS = 2; // after the end
const keep = () => keepForTheWay(scope, new URL("leave.js", import.meta.url).pathname);

// Keep what the house tells about an event; scans that lie here stay as they are.
async function load(uid) {
  const found = await ask(`${scope}${uid}/daten`);
  const now = new Date().toISOString();
  await store.put("events", { ...found, loaded: now, synced: now, skew: Date.parse(found.now) - Date.now(), locked: false });
}

// Names leave the device by themselves two days after the event, unless something waits.
async function tidy() {
  for (const { uid, end, locked } of await store.all("events")) {
    const over = locked || Date.parse(end) + KEEP_DAYS * 86400000 < Date.now();
    if (over && !(await store.waiting(uid))) { await store.forget(uid); }
  }
}

async function overview() {
  const section = document.getElementById("auf-diesem-geraet");
  const rows = await Promise.all((await store.all("events")).map(async ({ uid, title, start, locked }) => {
    const waiting = await store.waiting(uid);
    const row = fill(part("device_row"), {
      title: locked ? words("locked_event") : title, facts: locked ? "" : day(start),
      state: locked ? words("locked") : waiting ? words("held", waiting) : words("ready"),
    });
    row.querySelector("a").href = `${scope}${uid}/`;
    return row;
  }));
  at(section, "rows").replaceChildren(...rows);
  section.hidden = !rows.length;
}

function open(place, list) {
  const sync = new Sync(list, scope);
  const desk = new Desk(list, sync, { scope, decoder });
  place.replaceChildren(desk.node);
  if (place.hasAttribute("data-shell")) {
    const { title } = list.record;
    document.querySelector("h1").textContent = title;
    document.title = `${title} – Werkspur`;
    document.getElementById("auf-diesem-geraet").remove();
  }
  sync.run();
  keep().then((kept) => desk.ready(kept), (error) => console.warn(error));
}

// What lies here opens at once; the first round brings it up to date.
async function door(place, uid) {
  let told = null;
  let record = await store.get("events", uid);
  if (!record || record.locked) {
    told = await load(uid).then(() => null, (error) => error);
    record = await store.get("events", uid);
  }
  if (record && !record.locked) {
    open(place, await GuestList.open(uid));
  } else if (place.hasAttribute("data-shell")) {
    const box = fill(part("said"), { said: words(record?.locked ? "locked" : told.kind === "offline" ? "not_here" : told.kind) });
    at(box, "again").href = location.pathname;
    place.replaceChildren(box);
  }
}

async function begin() {
  if (!window.isSecureContext) { return; } // the page's own form works without all this
  if (document.querySelector("[data-shell]") && left()) { await clear(); }
  const place = document.getElementById("einlass");
  const uid = location.pathname.slice(scope.length).match(/^([0-9a-f-]{36})\/$/)?.[1];
  if (place && uid) {
    await door(place, uid);
  } else {
    await tidy();
    await overview();
    await keep().catch((error) => console.warn(error));
  }
}

begin().catch((error) => console.warn(error));
