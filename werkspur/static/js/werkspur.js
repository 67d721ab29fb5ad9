// What a form alone cannot do. Everything here is an addition: pages work without it.
"use strict";

// Buttons that make no sense without script are hidden until it runs.
const reveal = (root) => root.querySelectorAll("[data-needs-script], [data-dismiss]").forEach((part) => { part.hidden = false; });

// ? and * for phones: put the character where the caret stands.
const insertKey = (button) => {
  const field = document.getElementById(button.dataset.for);
  const at = field.selectionStart ?? field.value.length;
  field.setRangeText(button.dataset.key, at, field.selectionEnd ?? at, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
};

document.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest(selector);
  const opener = at("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) { event.preventDefault(); dialog.showModal(); }
  if (at("[data-close]")) { at("dialog")?.close(); }
  if (at("[data-dismiss]")) { at("[data-toast]")?.remove(); }
  if (at("[data-key]")) { insertKey(at("[data-key]")); }
  if (at("[data-print]")) { window.print(); }
  if (event.target.matches("dialog")) { event.target.close(); }
});

// A second click must not send a form twice. Downloads keep the page, so the buttons come back.
const free = (form) => {
  delete form.dataset.sent;
  form.querySelectorAll("[data-held]").forEach((button) => { button.disabled = false; delete button.dataset.held; });
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") { return; }
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  // After the browser has taken the pressed button's value with it.
  setTimeout(() => form.querySelectorAll("button:enabled").forEach((button) => {
    if (button.type === "submit") { button.disabled = true; button.dataset.held = "1"; }
  }));
  setTimeout(() => free(form), 8000);
});
// The back button shows the page as it was left, with its buttons held.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));

// Files: say which were chosen and how big they are; take them when dropped on the field.
const size = (bytes) => new Intl.NumberFormat(document.documentElement.lang, {
  style: "unit", unit: bytes < 1e6 ? "kilobyte" : "megabyte", maximumFractionDigits: 1,
}).format(bytes / (bytes < 1e6 ? 1e3 : 1e6));
document.addEventListener("change", (event) => {
  const name = event.target.closest("[data-drop]")?.querySelector("[data-drop-name]");
  if (name && event.target.files) {
    name.textContent = [...event.target.files].map((file) => `${file.name}, ${size(file.size)}`).join("; ");
  }
  if (event.target.matches("[data-autosubmit]")) { event.target.form.requestSubmit(); }
});

// The menu of narrow screens closes with Escape and when somebody taps beside it.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".ws-menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});
document.addEventListener("click", (event) => {
  const menu = document.querySelector(".ws-menu[open]");
  if (menu && !menu.contains(event.target)) { menu.open = false; }
});

// Who signs out leaves nothing on a shared device: parts of the house that keep something name modules that clear it.
const signsOut = (form) => form.getAttribute("action") === document.body.dataset.signsOut;
document.addEventListener("submit", (event) => {
  if (signsOut(event.target)) { localStorage.setItem("werkspur-abgemeldet", "1"); }
});
const leave = async () => {
  const modules = localStorage.getItem("werkspur-abgemeldet") && localStorage.getItem("werkspur-aufraeumen");
  if (modules && ![...document.forms].some(signsOut)) {
    for (const module of modules.split(" ")) { await (await import(module)).clear(); }
  }
  localStorage.removeItem("werkspur-abgemeldet"); // only now: who closes the page meanwhile clears up with the next one
};
document.addEventListener("DOMContentLoaded", leave);

// On a phone tabs reach beyond the screen: the one that is open comes into view.
const showTab = (tab) => {
  const row = tab.closest(".ws-tabs");
  row.scrollLeft += tab.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - tab.offsetWidth) / 2;
};
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".ws-tabs [aria-current]").forEach(showTab));

// Paper is light, whatever the reader chose for the screen.
let chosen = null;
const root = document.documentElement;
window.addEventListener("beforeprint", () => { chosen = root.dataset.kernTheme ?? null; root.dataset.kernTheme = "light"; });
window.addEventListener("afterprint", () => { if (chosen) { root.dataset.kernTheme = chosen; } else { delete root.dataset.kernTheme; } });

// A part of the page that could not be fetched: say so once, keep everything as it is.
const tellOffline = () => {
  const place = document.getElementById("meldungen");
  const words = document.getElementById("keine-verbindung");
  if (place.querySelector("[data-toast].ws-toast--danger")) { return; }
  place.append(words.content.cloneNode(true));
  reveal(place);
};
document.addEventListener("htmx:sendError", tellOffline);
document.addEventListener("htmx:responseError", tellOffline);

document.addEventListener("DOMContentLoaded", () => reveal(document));
document.addEventListener("htmx:load", (event) => reveal(event.detail.elt));
