// Markup and words come from the page's templates, so that they are translated and look like the rest.

// A fresh copy of <template data-part="name">: its first element.
export const part = (name) => document.querySelector(`template[data-part="${name}"]`).content.firstElementChild.cloneNode(true);

// "3 Änderungen …" from the page's words: `#` becomes the number; one has a sentence of its own.
export function words(name, number) {
  const found = document.querySelector("template[data-words]").content;
  const one = number === 1 && found.querySelector(`[data-word="${name}_one"]`);
  const text = (one || found.querySelector(`[data-word="${name}"]`)).textContent.trim();
  return number === undefined ? text : text.replace("#", String(number));
}

// Put texts into the [data-text] places of a copy; an empty one disappears.
export function fill(node, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const place = node.matches(`[data-text="${name}"]`) ? node : node.querySelector(`[data-text="${name}"]`);
    if (place.textContent !== text) { place.textContent = text; }
    place.hidden = text === "";
  }
  return node;
}

export const at = (node, name) => node.querySelector(`[data-at="${name}"]`);

// Call `act` when the [data-do="name"] button of a copy is pressed.
export const on = (node, name, act) => node.querySelector(`[data-do="${name}"]`).addEventListener("click", act);

export const clock = (moment) => new Date(moment).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

export const day = (text) => {
  const moment = new Date(text);
  return Number.isNaN(moment.valueOf()) ? text : moment.toLocaleDateString("de-DE", { day: "2-digit", month: "2-digit", year: "numeric" });
};
