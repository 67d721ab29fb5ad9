// Drawing with finger, pen or mouse: on a canvas, as strokes of points between 0 and 1.
import * as picture from "./picture.js";
import { at, fill, on, part, words } from "../../js/offline/parts.js";

const CLOSE = 0.002; // points nearer than this to the last one are left out
const places = (number) => Math.round(number * 10000) / 10000;

// Listen on a canvas. `width()` of the next stroke, `paint(stroke)` while it grows, `done(stroke)` when it is whole.
export function pad(canvas, { width, paint, done }) {
  let stroke = null;
  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    const share = (value, size) => places(Math.min(1, Math.max(0, value / size)));
    return [share(event.clientX - box.left, box.width), share(event.clientY - box.top, box.height)];
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (stroke || event.button) { return; } // a second finger is a resting hand
    canvas.setPointerCapture(event.pointerId);
    stroke = { points: [point(event)], width: width(), pointer: event.pointerId };
    paint(stroke);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (stroke?.pointer !== event.pointerId) { return; }
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const [x, y] = point(each);
      const [lastX, lastY] = stroke.points.at(-1);
      if (Math.hypot(x - lastX, y - lastY) > CLOSE) { stroke.points.push([x, y]); }
    }
    paint(stroke);
  });
  const end = (event) => {
    if (stroke?.pointer !== event.pointerId) { return; }
    const { points, width: given } = stroke;
    stroke = null;
    done({ points, width: given });
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
}

// A dialog with one photo: draw, undo, a caption for those who do not draw, remove. Each step is kept at once.
export async function editPhoto(visit, photo) {
  const dialog = part("photo_dialog");
  const canvas = at(dialog, "canvas");
  const caption = at(dialog, "caption");
  document.body.append(dialog);
  caption.value = photo.caption;
  const keep = (patch) => visit.changePhoto(photo, patch).catch(() => fill(dialog, { fault: words("store_full") }));
  const again = () => picture.show(canvas, photo, 1600);
  const redraw = (list) => { keep({ strokes: list }); return again(); };

  fill(dialog, { unseen: (await again()) ? "" : words("photo_unseen"), fault: photo.fault ?? "" });
  pad(canvas, {
    width: () => Number(dialog.querySelector("input[name=width]:checked").value),
    paint: (stroke) => picture.strokes(canvas, [stroke]),
    done: (stroke) => redraw([...photo.strokes, stroke]),
  });
  on(dialog, "undo", () => redraw(photo.strokes.slice(0, -1)));
  on(dialog, "clear", () => redraw([]));
  caption.addEventListener("input", () => keep({ caption: caption.value }));
  on(dialog, "remove", () => {
    if (window.confirm(words("photo_remove"))) { keep({ removed: true }); dialog.close(); }
  });
  const closed = new Promise((resolve) => { dialog.addEventListener("close", resolve, { once: true }); });
  dialog.showModal();
  await closed;
  dialog.remove();
}
