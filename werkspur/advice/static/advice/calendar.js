// The calendar by keys and by drag. Without script every entry is a link, and moving is a form.
"use strict";

const calendar = document.querySelector("[data-calendar]");
const columns = calendar ? [...calendar.querySelectorAll("[data-column]")] : [];
const stops = (column) => [...column.querySelectorAll("[data-stop]")].filter((stop) => stop.offsetParent);
const every = () => columns.flatMap(stops);

// One entry is in the order of the tab key, the arrows lead to the others.
const stand = (stop, focus) => {
  every().forEach((other) => { other.tabIndex = other === stop ? 0 : -1; });
  if (focus) { stop.focus(); }
};

const beside = (stop, step) => {
  const from = columns.indexOf(stop.closest("[data-column]"));
  const top = stop.getBoundingClientRect().top;
  for (let at = from + step; at >= 0 && at < columns.length; at += step) {
    const found = stops(columns[at]);
    if (found.length) { // the entry at about the same height, so that two steps lead back
      return found.reduce((best, one) => (Math.abs(one.getBoundingClientRect().top - top) < Math.abs(best.getBoundingClientRect().top - top) ? one : best));
    }
  }
  return null;
};

const above = (stop, step) => {
  const row = stop.closest("[data-row]");
  if (row) { // in a month a week has seven columns
    const column = columns[columns.indexOf(stop.closest("[data-column]")) + 7 * step];
    return column ? stops(column)[0] : null;
  }
  const own = stops(stop.closest("[data-column]"));
  return own[own.indexOf(stop) + step] ?? null;
};

const moves = {
  ArrowLeft: (stop) => beside(stop, -1),
  ArrowRight: (stop) => beside(stop, 1),
  ArrowUp: (stop) => above(stop, -1),
  ArrowDown: (stop) => above(stop, 1),
  Home: (stop) => stops(stop.closest("[data-column]"))[0],
  End: (stop) => stops(stop.closest("[data-column]")).at(-1),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea, dialog")) { return; }
  const stop = event.target.closest("[data-stop]");
  if (event.key === "t") { document.querySelector("[data-today]")?.click(); return; }
  if (!stop) { return; }
  if (event.key === "v" && stop.parentElement.dataset.move) { window.location.assign(stop.parentElement.dataset.move); return; }
  const next = moves[event.key]?.(stop);
  if (moves[event.key]) { event.preventDefault(); }
  if (next) { stand(next, true); }
});
calendar?.addEventListener("focusin", (event) => {
  const stop = event.target.closest("[data-stop]");
  if (stop) { stand(stop, false); }
});
if (every().length) {
  const today = columns.find((column) => column.classList.contains("is-today"));
  stand((today && stops(today)[0]) ?? every()[0], false);
}

// Drag an appointment to a free time of the same kind and topic; a dialog asks before anything happens.
const dialog = document.getElementById("verlegen");
const places = calendar ? [...calendar.querySelectorAll("[data-slot]")] : [];
let dragged = null;

const fitting = (slot) => dragged && slot.dataset.fits.split(" ").includes(dragged.dataset.fits);
const show = (on) => places.forEach((slot) => {
  const fits = on && fitting(slot);
  slot.classList.toggle("is-target", Boolean(fits));
  if ("choice" in slot.dataset) { slot.hidden = !fits; }
});

if (dialog) {
  calendar.querySelectorAll("[data-booking]").forEach((booking) => { booking.draggable = true; });
  calendar.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-booking]");
    if (!dragged) { return; }
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.name);
    setTimeout(() => show(true)); // a browser ends a drag when the page changes at once
  });
  calendar.addEventListener("dragend", () => { dragged = null; show(false); });
  calendar.addEventListener("dragover", (event) => {
    const slot = event.target.closest("[data-slot]");
    if (slot && fitting(slot)) { event.preventDefault(); }
  });
  calendar.addEventListener("drop", (event) => {
    const slot = event.target.closest("[data-slot]");
    if (!slot || !fitting(slot)) { return; }
    event.preventDefault();
    const form = dialog.querySelector("form");
    form.action = dragged.dataset.move;
    form.elements.zeit.value = slot.dataset.slot;
    dialog.querySelector("[data-before]").textContent = dragged.dataset.name;
    dialog.querySelector("[data-after]").textContent = slot.dataset.name;
    dialog.showModal();
  });
}
