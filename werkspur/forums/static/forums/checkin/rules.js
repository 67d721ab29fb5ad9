// The rules of the door, as the house has them too (rules/checkin.py): without a signal these decide.
const PREFIX = /^W1:[\w-]{8,64}$/;
const CODE = 8;
const AROUND = 12 * 3600000;
const PASSED = ["", "already_in", "not_in"];
const STATES = { held: "unconfirmed", waiting: "waiting", offered: "offered", lapsed: "lapsed", withdrawn: "withdrawn" };

// A scanner that types as on an American keyboard while the device expects a German one.
const TYPED = "zyZYöÖß?";
const MEANT = "yzYZ;:-_";
const retyped = (text) => [...text].map((each) => MEANT[TYPED.indexOf(each)] ?? each).join("");

// Every ticket or code that a text can mean; none: it is no ticket of ours.
export function readings(text) {
  const plain = text.replace(/\s+/g, "");
  const ticket = [plain, retyped(plain)].find((each) => PREFIX.test(each)); // the colon tells which keyboard it was
  if (ticket) { return [ticket]; }
  const code = plain.replace(/[^0-9A-Za-z]/g, "").toUpperCase();
  return code.length === CODE ? [...new Set([code, retyped(code)])] : [];
}

// Under which digest a ticket or a code is known here.
export async function key(event, reading) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${event}:${reading}`));
  return [...new Uint8Array(bytes)].map((each) => each.toString(16).padStart(2, "0")).join("").slice(0, 32);
}

export const passed = (outcome) => PASSED.includes(outcome);

export const counts = (moment, { start, end }) => moment >= Date.parse(start) - AROUND && moment <= Date.parse(end) + AROUND;

export function outcome({ way, registration, event, inTime, isIn }) {
  if (event === "cancelled") { return "event_cancelled"; }
  if (!inTime) { return "closed"; }
  if (way === "out") { return isIn ? "" : "not_in"; }
  return isIn ? "already_in" : STATES[registration] ?? "";
}
