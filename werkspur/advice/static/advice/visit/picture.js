// Photos on the device: made small before they are kept, shown on a canvas (no address of a picture is needed).
import { blob as kept } from "./store.js";

const EDGE = 2400; // pixels of the longer side, as the house keeps it
const QUALITY = 0.85;
const MOST = 25 * 1024 * 1024; // bytes that the house takes

// A JPEG without place and time, at most EDGE wide. Throws an error whose message is the name of a sentence.
export async function reduced(file) {
  if (!file.size) { throw new Error("photo_empty"); }
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) { return untouched(file); }
  try {
    const scale = Math.min(1, EDGE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
    return blob ?? untouched(file);
  } finally {
    bitmap.close();
  }
}

// What this device cannot read, the house perhaps can, if it is a photo at all.
function untouched(file) {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) { throw new Error("photo_unreadable"); }
  if (file.size > MOST) { throw new Error("photo_too_big"); }
  return file;
}

// Draw a photo with its strokes, at most `edge` pixels wide. Answers whether this device can show it.
export async function show(canvas, photo, edge) {
  const blob = await kept(photo.uid);
  const bitmap = blob && await createImageBitmap(blob).catch(() => null);
  const [width, height] = bitmap ? [bitmap.width, bitmap.height] : [4, 3];
  const scale = Math.min(1, edge / Math.max(width, height));
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d");
  if (bitmap) {
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
  }
  strokes(canvas, photo.strokes ?? [], { halo: true });
  return Boolean(bitmap);
}

// Lines over what the canvas shows. Points and widths are shares of the picture, so every size looks the same.
export function strokes(canvas, list, { halo = false } = {}) {
  const context = canvas.getContext("2d");
  const look = getComputedStyle(canvas);
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const { points, width } of list) {
    const line = new Path2D();
    const [first, ...rest] = points.map(([x, y]) => [x * canvas.width, y * canvas.height]);
    if (!first) { continue; }
    line.moveTo(...first);
    line.lineTo(...first); // a dot is a line too
    rest.forEach((point) => line.lineTo(...point));
    if (halo) { // light under the line, so that it is seen on a dark wall
      context.lineWidth = width * canvas.width * 1.8;
      context.strokeStyle = look.backgroundColor;
      context.stroke(line);
    }
    context.lineWidth = Math.max(1, width * canvas.width);
    context.strokeStyle = look.color;
    context.stroke(line);
  }
}
