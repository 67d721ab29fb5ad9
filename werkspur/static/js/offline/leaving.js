// A part that keeps something on this device names the module that clears it when somebody signs out (werkspur.js).
const CLEARS = "werkspur-aufraeumen"; // known to werkspur.js too: addresses with a space between

export function clearedBy(module) {
  const known = new Set((localStorage.getItem(CLEARS) ?? "").split(" ").filter(Boolean));
  localStorage.setItem(CLEARS, [...known.add(module)].join(" "));
}

// Signed out, and no page was open long enough to clear up.
export const left = () => Boolean(localStorage.getItem("werkspur-abgemeldet"));

// Keep scripts, styles and the page without data of a part. Answers whether the browser promised to delete nothing.
export async function keepForTheWay(scope, module) {
  clearedBy(module);
  if (!("serviceWorker" in navigator)) { return false; }
  await navigator.serviceWorker.register(`${scope}sw.js`, { scope });
  await navigator.serviceWorker.ready;
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}
