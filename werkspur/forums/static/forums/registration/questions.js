// Shows a question only when the one before it has the answer that it depends on. Without this script all are shown,
// each with the words when it is meant, and the server keeps only what was asked.
"use strict";

const answerOf = (form, name) => {
  const fields = [...form.elements].filter((field) => field.name === name && !hidden(field));
  const chosen = fields.find((field) => field.type !== "radio" || field.checked);
  return chosen ? chosen.value.trim().toLowerCase() : "";
};

const frame = (field) => field.closest(".ws-field");
const hidden = (field) => Boolean(frame(field)?.hidden);

const draw = (form) => {
  for (const field of form.querySelectorAll("[data-asked-if]")) {
    const box = frame(field);
    if (box) box.hidden = answerOf(form, field.dataset.askedIf) !== field.dataset.equals.trim().toLowerCase();
  }
};

for (const form of document.querySelectorAll("form")) {
  if (!form.querySelector("[data-asked-if]")) continue;
  form.addEventListener("input", () => draw(form));
  form.addEventListener("change", () => draw(form));
  draw(form);
}
