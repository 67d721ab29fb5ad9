// The list of visits: what lies on this device, and a button that loads a visit for the way.
import { ask } from "../../js/offline/net.js";
import { at, day, fill, part, words } from "../../js/offline/parts.js";
import * as store from "./store.js";

const KEEP_DAYS = 14; // what is synchronised and was not opened for so long is not needed here any more

// Keep what the house told about a visit, and leave what was typed here as it is.
export async function load(uid, scope) {
  const found = await ask(`${scope}${uid}/daten`);
  if (found.state === "finished" && !(await store.waiting(uid))) {
    await store.forget(uid);
    return found;
  }
  const now = new Date().toISOString();
  await store.update("visits", uid, (kept) => ({ said: kept?.said, ...found, loaded: now, synced: now, locked: false }));
  return found;
}

// What is finished, or not ours any more, or old leaves the device by itself, unless something waits.
export async function tidy(scope, { except = "" } = {}) {
  const limit = new Date(Date.now() - KEEP_DAYS * 86400000).toISOString();
  for (const { uid, loaded } of await store.all("visits")) {
    if (uid === except || await store.waiting(uid)) { continue; }
    if (loaded < limit) { await store.forget(uid); continue; }
    const state = await ask(`${scope}${uid}/daten`).then((found) => found.state, (error) => error.kind);
    if (state === "finished" || state === "foreign") { await store.forget(uid); }
  }
}

// Fill the list's section; a locked visit says only that it is there.
export async function list(scope) {
  const section = document.getElementById("auf-diesem-geraet");
  if (!section) { return; }
  const rows = (await store.all("visits")).sort((one, other) => String(one.date).localeCompare(String(other.date)));
  const made = await Promise.all(rows.map(async ({ uid, company, place, date, locked }) => {
    const waiting = await store.waiting(uid);
    const row = fill(part("device_row"), {
      company: locked ? words("locked_visit") : company,
      facts: locked ? "" : [day(date), place].filter(Boolean).join(" · "),
      state: locked ? words("locked") : waiting ? words("held", waiting) : words("ready"),
    });
    row.querySelector("a").href = `${scope}${uid}/`;
    return row;
  }));
  at(section, "rows").replaceChildren(...made);
  section.hidden = !rows.length;
  await offer(scope, new Set(rows.map(({ uid }) => uid)));
}

// A button at each visit that is not here yet.
async function offer(scope, here) {
  for (const row of document.querySelectorAll("[data-visit-row]")) {
    const uid = row.dataset.visitRow;
    if (here.has(uid) || row.querySelector("[data-loads]")) { continue; }
    const button = document.querySelector("template[data-part=device_load]").content.firstElementChild.cloneNode(true);
    button.dataset.loads = uid;
    button.addEventListener("click", async () => {
      button.disabled = true;
      await load(uid, scope).then(() => list(scope), () => { button.disabled = false; });
      if (here.has(uid) || await store.get("visits", uid)) { button.remove(); }
    });
    row.append(button);
  }
}
