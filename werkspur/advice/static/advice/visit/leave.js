// Who signs out leaves nothing on a shared device: what the house holds goes, what it does not hold yet is locked.
import * as store from "./store.js";

export async function clear() {
  for (const visit of await store.all("visits")) {
    if (await store.waiting(visit.uid)) {
      await store.update("visits", visit.uid, (kept) => kept && { ...kept, locked: true });
    } else {
      await store.forget(visit.uid);
    }
  }
}
