// Somebody who comes without a registration: name or company, and he is in.
import { at, fill, part } from "../../js/offline/parts.js";

// Answers {name, company, function}, or null when nobody is let in.
export async function askGuest({ name = "", company = "", full = "" } = {}) {
  const dialog = fill(part("guest_dialog"), { full });
  const form = at(dialog, "form");
  document.body.append(dialog);
  form.elements.namedItem("name").value = name;
  form.elements.namedItem("company").value = company;
  let told = null;
  form.addEventListener("submit", (event) => {
    at(dialog, "fault").hidden = true;
    const found = Object.fromEntries(["name", "company", "function"].map((each) => [each, form.elements.namedItem(each).value.trim()]));
    if (!found.name && !found.company) {
      event.preventDefault();
      at(dialog, "fault").hidden = false;
      form.elements.namedItem("name").focus();
    } else { told = found; }
  });
  const closed = new Promise((resolve) => { dialog.addEventListener("close", resolve, { once: true }); });
  dialog.showModal();
  form.elements.namedItem("name").focus();
  await closed;
  dialog.remove();
  return told;
}
