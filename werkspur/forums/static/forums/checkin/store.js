// What this device keeps: events as the house told them, and every scan that has not reached it yet.
import { database } from "../../js/offline/database.js";

const base = database("werkspur-einlass", {
  events: { keyPath: "uid" }, // the package, and when it came
  scans: { keyPath: "nonce" }, // way, at, text or participant or guest, door; outcome: what was said here
  device: { keyPath: "name" },
}, { index: "event", indexed: ["scans"] });

export const { all, device, drop, get, of, put, update } = base;

// Everything of one event leaves this device.
export const forget = (uid) => base.forget("events", uid);

export const waiting = async (uid) => (await of("scans", uid)).length;
