// How many minutes a slot still waits; without script the page says until when.
"use strict";

function tell(place) {
  const left = Math.ceil((Date.parse(place.dataset.countdown) - Date.now()) / 60000);
  const words = left <= 0 ? place.dataset.over : left === 1 ? place.dataset.one : place.dataset.many;
  const text = words.replace("#", String(left));
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

for (const place of document.querySelectorAll("[data-countdown]")) {
  tell(place);
  setInterval(tell, 5000, place);
}
