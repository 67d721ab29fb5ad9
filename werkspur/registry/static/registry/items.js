// The list of items: choose all rows of the page, and say how many are chosen.
"use strict";

document.addEventListener("change", (event) => {
  const form = document.getElementById("auswahl");
  if (!form || !form.contains(event.target)) { return; }
  const boxes = [...form.querySelectorAll("input[name=item]")];
  if (event.target.matches("[data-pick-all]")) {
    boxes.forEach((box) => { box.checked = event.target.checked; });
  }
  const chosen = boxes.filter((box) => box.checked).length;
  const all = form.querySelector("[data-pick-all]");
  all.checked = chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
  form.querySelector("[data-picked]").textContent = chosen ? `${chosen} / ${boxes.length}` : "";
});
