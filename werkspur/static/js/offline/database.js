// A database of this device (IndexedDB). What is written lies on the disk when the promise resolves.

// stores: name → options of the store; those in `indexed` have an index `index` on the property of the same name.
export function database(name, stores, { index, indexed }) {
  let opening = null;

  const open = () => {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        for (const [each, options] of Object.entries(stores)) {
          const store = request.result.createObjectStore(each, options);
          if (indexed.includes(each)) { store.createIndex(index, index); }
        }
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => { request.result.close(); opening = null; };
        resolve(request.result);
      };
      request.onerror = () => { opening = null; reject(request.error); };
    });
    return opening;
  };

  // Run `work` on the named stores in one transaction; resolves when it is on the disk, not only handed over.
  const inside = async (names, mode, work) => {
    const base = await open();
    return new Promise((resolve, reject) => {
      const transaction = base.transaction(names, mode, { durability: "strict" });
      let request;
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
      request = work(...names.map((each) => transaction.objectStore(each)));
    });
  };

  const get = (store, key) => inside([store], "readonly", (found) => found.get(key));
  const put = (store, value) => inside([store], "readwrite", (found) => found.put(value));
  return {
    inside,
    get,
    put,
    all: (store) => inside([store], "readonly", (found) => found.getAll()),
    of: (store, key) => inside([store], "readonly", (found) => found.index(index).getAll(key)),
    drop: (store, key) => inside([store], "readwrite", (found) => found.delete(key)),

    // Change one record in a single transaction: `change` gets what is there (or undefined), answers what to keep, or null.
    update: (store, key, change) => inside([store], "readwrite", (found) => {
      const asked = found.get(key);
      asked.onsuccess = () => {
        const next = change(asked.result);
        if (next === null) { found.delete(key); } else if (next !== undefined) { found.put(next); }
      };
    }),

    // Everything that hangs on one key leaves this device: the record in `owner`, and what is indexed by it.
    forget: (owner, key) => inside([owner, ...indexed], "readwrite", (owners, ...others) => {
      owners.delete(key);
      for (const store of others) {
        store.index(index).getAllKeys(key).onsuccess = (event) => event.target.result.forEach((each) => store.delete(each));
      }
    }),

    // The name under which this device sends. Made once.
    device: async () => {
      const known = await get("device", "id");
      if (known) { return known.value; }
      const value = crypto.randomUUID();
      await put("device", { name: "id", value });
      return value;
    },
  };
}
