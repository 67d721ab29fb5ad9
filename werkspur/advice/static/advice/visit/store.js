// What this device keeps: visits as the server told them, and everything that has not reached it yet.
import { database } from "../../js/offline/database.js";

const OF_A_VISIT = ["changes", "photos", "blobs"];
const base = database("werkspur-besuche", {
  visits: { keyPath: "uid" }, // the package, and when it came
  changes: { keyPath: ["visit", "key"] }, // the newest of each item; "#notes", "#signature", "#keep:A1"
  photos: { keyPath: "uid" }, // caption, strokes; sent: the server has the picture, stale: not its caption
  blobs: { keyPath: "uid" }, // the pictures themselves, apart, so that a caption is written without them
  device: { keyPath: "name" },
}, { index: "visit", indexed: OF_A_VISIT });

export const { all, device, drop, get, of, put, update } = base;

// A photo and its picture, both or neither.
export const putPhoto = (photo, blob) => base.inside(["photos", "blobs"], "readwrite", (photos, blobs) => {
  photos.put(photo);
  blobs.put({ uid: photo.uid, visit: photo.visit, blob });
});

export const dropPhoto = (uid) => base.inside(["photos", "blobs"], "readwrite", (...stores) => {
  stores.forEach((each) => each.delete(uid));
});

export const blob = async (uid) => (await get("blobs", uid))?.blob;

// Everything of one visit leaves this device.
export const forget = (uid) => base.forget("visits", uid);

// How many things of a visit wait to be sent.
export async function waiting(uid) {
  const [changes, photos] = await Promise.all([of("changes", uid), of("photos", uid)]);
  return changes.length + photos.filter(unsent).length;
}

export const unsent = (photo) => !photo.sent || photo.stale || photo.removed;
