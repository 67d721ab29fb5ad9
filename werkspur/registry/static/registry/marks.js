// Puts a suggested number into its field, and asks for a judgement on it.
"use strict";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  const field = button && document.getElementById(button.dataset.for);
  if (!field) { return; }
  field.value = button.dataset.take;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
