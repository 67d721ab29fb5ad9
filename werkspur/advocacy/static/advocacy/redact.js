// Drawing a place to be covered on the picture of a page. The numbers go into the fields, the form does the rest.
(() => {
  "use strict";
  const LEAST = 3; // units of the page; less is a click
  let begun = null;

  const at = (svg, event) => {
    const matrix = svg.getScreenCTM().inverse();
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    const box = svg.viewBox.baseVal;
    return { x: Math.min(Math.max(point.x, 0), box.width), y: Math.min(Math.max(point.y, 0), box.height) };
  };

  const sides = (one, other) => ({
    x: Math.min(one.x, other.x), y: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y),
  });

  const end = () => {
    if (begun) begun.rect.remove();
    begun = null;
  };

  document.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest(".ws-redact");
    if (!svg || event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.classList.add("ws-redact__new");
    svg.append(rect);
    svg.setPointerCapture(event.pointerId);
    begun = { svg, rect, from: at(svg, event) };
  });

  document.addEventListener("pointermove", (event) => {
    if (!begun) return;
    const found = sides(begun.from, at(begun.svg, event));
    for (const [name, value] of Object.entries(found)) begun.rect.setAttribute(name, value);
  });

  document.addEventListener("pointerup", (event) => {
    if (!begun) return;
    const { svg } = begun;
    const found = sides(begun.from, at(svg, event));
    end();
    if (found.width < LEAST || found.height < LEAST) return;
    const form = svg.closest("form");
    const perUnit = Number(svg.dataset.perUnit);
    for (const [name, value] of Object.entries(found)) form.elements[name].value = (value / perUnit).toFixed(1);
    form.querySelector('[name="action"][value="add"]').click();
  });

  document.addEventListener("pointercancel", end);
})();
