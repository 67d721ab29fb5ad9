// Hides the questions of a survey whose condition does not hold. Without script all are there, and the server sorts out.
"use strict";

const survey = document.querySelector("[data-survey]");

const answered = (code) => [...survey.querySelectorAll(`[name="${CSS.escape(code)}"]:checked`)].map((box) => box.value);

const sort = () => {
  for (const question of survey.querySelectorAll("[data-when]")) {
    const before = survey.querySelector(`[name="${CSS.escape(question.dataset.when)}"]`)?.closest("[data-when]");
    const holds = answered(question.dataset.when).some((value) => question.dataset.values.split(" ").includes(value));
    question.hidden = !holds || Boolean(before?.hidden);
  }
};

if (survey) {
  survey.querySelectorAll("[data-without-script]").forEach((part) => { part.hidden = true; });
  survey.addEventListener("change", sort);
  sort();
}
