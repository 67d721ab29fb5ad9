// Who signs out leaves no names on a shared device; scans that the house does not hold yet are kept, and locked.
import * as store from "./store.js";

export async function clear() {
  for (const { uid, title } of await store.all("events")) {
    if (await store.waiting(uid)) {
      await store.put("events", { uid, title, locked: true });
    } else {
      await store.forget(uid);
    }
  }
}
