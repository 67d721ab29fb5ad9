// Scanners that write like a keyboard: fast, and an Enter at the end. Typing in a field is left alone.
const FAST = 500; // milliseconds between two keys of one card; nobody types beside a field
const SHORTEST = 8;

const FIELDS = "input:not([type=radio]):not([type=checkbox]), textarea, dialog *";

export function listen(read) {
  let typed = "";
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches?.(FIELDS)) { return; }
    if (event.timeStamp - last > FAST) { typed = ""; }
    if (event.key === "Enter" && typed.length >= SHORTEST) {
      event.preventDefault();
      event.stopPropagation();
      read(typed);
      typed = "";
    } else if (event.key.length === 1) {
      typed += event.key;
      last = event.timeStamp;
      if (typed.length > 2) { event.preventDefault(); } // neither scroll nor press a button
    }
  }, { capture: true });
}
