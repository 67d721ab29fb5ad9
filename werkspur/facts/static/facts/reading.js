// Reading a chart year by year, with pointer, finger or arrow keys. The page says everything without it.
"use strict";

document.querySelectorAll("[data-reading]").forEach((figure) => {
  const values = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const years = Object.keys(values).map(Number);
  const slider = figure.querySelector("[data-reading-slider]");
  const told = figure.querySelector("[data-reading-told]");
  const hint = told.textContent;
  const drawings = [...figure.querySelectorAll("svg[data-frame]")];
  if (!years.length || !drawings.length) { return; }

  const frameOf = (drawing) => {
    const [left, right, top, bottom, first, last] = drawing.dataset.frame.split(" ").map(Number);
    return { left, right, top, bottom, first, last };
  };
  const placeOf = (frame, year) => (frame.first === frame.last
    ? (frame.left + frame.right) / 2
    : frame.left + (year - frame.first) / (frame.last - frame.first) * (frame.right - frame.left));

  // A line in each drawing marks the year; only one of them is visible.
  const guides = drawings.map((drawing) => {
    const guide = document.createElementNS("http://www.w3.org/2000/svg", "line");
    const frame = frameOf(drawing);
    guide.setAttribute("class", "ws-chart__guide");
    guide.setAttribute("y1", frame.top);
    guide.setAttribute("y2", frame.bottom);
    guide.setAttribute("visibility", "hidden");
    drawing.querySelector("desc").after(guide);
    return guide;
  });

  const leave = () => {
    guides.forEach((guide) => guide.setAttribute("visibility", "hidden"));
    told.textContent = hint;
    figure.removeAttribute("data-reading-year");
  };
  const show = (year) => {
    if (figure.dataset.readingYear === String(year)) { return; }
    figure.dataset.readingYear = year;
    slider.value = year;
    slider.setAttribute("aria-valuetext", String(year));
    drawings.forEach((drawing, at) => {
      const place = placeOf(frameOf(drawing), year);
      guides[at].setAttribute("x1", place);
      guides[at].setAttribute("x2", place);
      guides[at].setAttribute("visibility", "visible");
    });
    const name = document.createElement("b");
    name.textContent = year;
    told.replaceChildren(name, ...values[year].map((text) => {
      const part = document.createElement("span");
      part.textContent = text;
      return part;
    }));
  };
  const yearAt = (event) => {
    const drawing = event.target.closest("svg[data-frame]");
    const frame = frameOf(drawing);
    const box = drawing.getBoundingClientRect();
    const across = (event.clientX - box.left) * drawing.viewBox.baseVal.width / box.width;
    const share = (across - frame.left) / (frame.right - frame.left || 1);
    const year = Math.round(frame.first + share * (frame.last - frame.first));
    return Math.min(Math.max(year, years[0]), years[years.length - 1]);
  };

  // The slider's knob stands below its year.
  const align = () => {
    const drawing = drawings.find((one) => one.getBoundingClientRect().width) ?? drawings[0];
    const frame = frameOf(drawing);
    const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
    const from = placeOf(frame, years[0]), to = placeOf(frame, years[years.length - 1]);
    const knob = 16;
    slider.style.marginLeft = `${from * scale - knob / 2}px`;
    slider.style.width = `${(to - from) * scale + knob}px`;
  };
  slider.min = years[0];
  slider.max = years[years.length - 1];
  slider.value = slider.max;
  slider.setAttribute("aria-valuetext", slider.max);
  figure.querySelectorAll("[data-reading-part]").forEach((part) => { part.hidden = false; });
  new ResizeObserver(align).observe(figure);
  drawings.forEach((drawing) => {
    drawing.addEventListener("pointermove", (event) => show(yearAt(event)));
    drawing.addEventListener("pointerdown", (event) => show(yearAt(event)));
    drawing.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") { leave(); } });
  });
  slider.addEventListener("input", () => show(Number(slider.value)));
  slider.addEventListener("focus", () => { if (slider.matches(":focus-visible")) { show(Number(slider.value)); } });
  slider.addEventListener("blur", leave);
  slider.addEventListener("keydown", (event) => { if (event.key === "Escape") { leave(); } });
});
