// What this device keeps: visits as the server told them, and everything that has not reached it yet (IndexedDB).
const NAME = "werkspur-besuche";
const STORES = {
  visits: { keyPath: "uid" }, // the package, and when it came
  changes: { keyPath: ["visit", "key"] }, // the newest of each item; "#notes", "#signature", "#keep:A1"
  photos: { keyPath: "uid" }, // caption, strokes; sent: the server has the picture, stale: not its caption
  blobs: { keyPath: "uid" }, // the pictures themselves, apart, so that a caption is written without them
  device: { keyPath: "name" },
};

const OF_A_VISIT = ["changes", "photos", "blobs"];

let opening = null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [name, options] of Object.entries(STORES)) {
        const store = request.result.createObjectStore(name, options);
        if (OF_A_VISIT.includes(name)) { store.createIndex("visit", "visit"); }
      }
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => { request.result.close(); opening = null; };
      resolve(request.result);
    };
    request.onerror = () => { opening = null; reject(request.error); };
  });
  return opening;
}

// Run `work` on the named stores in one transaction; resolves when it is on the disk, not only handed over.
async function inside(names, mode, work) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(names, mode, { durability: "strict" });
    let request;
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    request = work(...names.map((name) => transaction.objectStore(name)));
  });
}

export const get = (store, key) => inside([store], "readonly", (found) => found.get(key));
export const put = (store, value) => inside([store], "readwrite", (found) => found.put(value));
export const all = (store) => inside([store], "readonly", (found) => found.getAll());
export const of = (store, uid) => inside([store], "readonly", (found) => found.index("visit").getAll(uid));
export const drop = (store, key) => inside([store], "readwrite", (found) => found.delete(key));

// Change one record in a single transaction: `change` gets what is there (or undefined), answers what to keep, or null.
export const update = (store, key, change) => inside([store], "readwrite", (found) => {
  const asked = found.get(key);
  asked.onsuccess = () => {
    const next = change(asked.result);
    if (next === null) { found.delete(key); } else if (next !== undefined) { found.put(next); }
  };
});

// A photo and its picture, both or neither.
export const putPhoto = (photo, blob) => inside(["photos", "blobs"], "readwrite", (photos, blobs) => {
  photos.put(photo);
  blobs.put({ uid: photo.uid, visit: photo.visit, blob });
});

export const dropPhoto = (uid) => inside(["photos", "blobs"], "readwrite", (...stores) => {
  stores.forEach((each) => each.delete(uid));
});

export const blob = async (uid) => (await get("blobs", uid))?.blob;

// Everything of one visit leaves this device.
export const forget = (uid) => inside(["visits", ...OF_A_VISIT], "readwrite", (visits, ...others) => {
  visits.delete(uid);
  for (const store of others) {
    store.index("visit").getAllKeys(uid).onsuccess = (event) => event.target.result.forEach((key) => store.delete(key));
  }
});

// How many things of a visit wait to be sent.
export async function waiting(uid) {
  const [changes, photos] = await Promise.all([of("changes", uid), of("photos", uid)]);
  return changes.length + photos.filter(unsent).length;
}

export const unsent = (photo) => !photo.sent || photo.stale || photo.removed;

// The name under which this device sends. Made once.
export async function device() {
  const known = await get("device", "id");
  if (known) { return known.value; }
  const value = crypto.randomUUID();
  await put("device", { name: "id", value });
  return value;
}
