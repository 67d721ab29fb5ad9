// One point of the list: answer, note, photos, and the choice where two devices differ.
import { editPhoto } from "./draw.js";
import { at, fill, on, part, words } from "../../js/offline/parts.js";
import * as picture from "./picture.js";

const KEYS = { 0: "0", 1: "1", 2: "2", 3: "3", x: "nz", u: "ng" };
const THUMB = 320; // pixels

export class ItemView {
  constructor(visit, item, number) {
    Object.assign(this, { visit, item, node: part("item"), shown: "", asked: "" });
    const { node } = this;
    node.id = `punkt-${item.key}`;
    fill(node, { number, question: item.question, advice: item.advice ?? "", norms: (item.norms ?? []).join(" · ") });
    at(node, "knock_out").hidden = !item.knock_out;
    at(node, "more").hidden = !item.advice && !item.norms?.length;
    this.radios = [...node.querySelectorAll("input[type=radio]")];
    for (const radio of this.radios) {
      radio.name = `antwort-${item.key}`;
      radio.addEventListener("change", () => this.save({ answer: radio.value }));
    }
    this.note = at(node, "note");
    this.note.id = `notiz-${item.key}`;
    at(node, "note_label").htmlFor = this.note.id;
    this.note.addEventListener("input", () => this.save({ note: this.note.value }));
    node.addEventListener("keydown", (event) => this.press(event));
    for (const way of ["take", "pick"]) {
      const input = at(node, way);
      on(node, way, () => input.click());
      input.addEventListener("change", () => { const [file] = input.files; input.value = ""; if (file) { this.photograph(file); } });
    }
    this.show();
  }

  // Letters act only inside a point and never while somebody writes.
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, input:not([type=radio])")) { return; }
    const key = event.key.toLowerCase();
    if (key === "n") {
      event.preventDefault();
      this.note.focus();
    } else if (key in KEYS) {
      event.preventDefault();
      const radio = this.radios.find((each) => each.value === KEYS[key]);
      radio.checked = true;
      radio.focus();
      this.save({ answer: radio.value });
    }
  }

  save(patch) { this.visit.setAnswer(this.item.key, patch).catch(() => this.fault(words("store_full"))); }

  async photograph(file) {
    fill(this.node, { working: words("photo_working") });
    this.fault("");
    try {
      const blob = await picture.reduced(file);
      await this.visit.addPhoto(this.item.key, blob);
    } catch (error) {
      this.fault(words(/^photo_/.test(error.message) ? error.message : "store_full"));
    }
    fill(this.node, { working: "" });
  }

  fault(sentence) {
    const place = fill(this.node, { fault: sentence }).querySelector(".kern-error");
    place.hidden = sentence === "";
    place.setAttribute("role", "alert");
  }

  // What the visit says now; what is being typed is already part of it.
  show() {
    const { key } = this.item;
    const { answer, note } = this.visit.answer(key);
    this.node.hidden = !this.visit.asked(this.item);
    for (const radio of this.radios) { radio.checked = radio.value === answer; }
    if (this.note.value !== note) { this.note.value = note; }
    const change = this.visit.changes.get(key);
    if (change?.fault || this.refused) { this.fault(change?.fault ?? ""); }
    this.refused = Boolean(change?.fault);
    this.showConflict();
    this.showPhotos();
  }

  showConflict() {
    const rows = this.visit.conflict(this.item.key);
    const now = JSON.stringify(rows);
    if (now === this.asked) { return; }
    this.asked = now;
    if (!rows.length) { at(this.node, "conflict").replaceChildren(); return; }
    const box = part("conflict");
    at(box, "rows").append(...rows.map(({ answer, note, keep, here }) => {
      const row = fill(part("conflict_row"), { where: words(here ? "here" : "there"), answer: words(`answer_${answer}`), note: note ? `– ${note}` : "" });
      on(row, "keep", () => this.visit.settle(this.item.key, keep));
      return row;
    }));
    at(this.node, "conflict").replaceChildren(box);
  }

  showPhotos() {
    const photos = this.visit.pictures(this.item.key);
    const state = (photo) => words(photo.fault ? "photo_refused" : photo.sent && !photo.stale ? "photo_sent" : "photo_waits");
    const now = JSON.stringify(photos.map((photo) => [photo.uid, photo.caption, photo.strokes, state(photo), photo.fault]));
    if (now === this.shown) { return; }
    this.shown = now;
    at(this.node, "photos").replaceChildren(...photos.map((photo, index) => {
      const button = fill(part("photo"), { sent: state(photo) });
      const canvas = button.querySelector("canvas");
      canvas.setAttribute("aria-label", photo.caption || words("photo_open", index + 1));
      button.dataset.photo = photo.uid;
      button.addEventListener("click", () => this.edit(photo.uid));
      picture.show(canvas, photo, THUMB);
      return button;
    }));
  }

  async edit(uid) {
    await editPhoto(this.visit, this.visit.photos.find((photo) => photo.uid === uid));
    (this.node.querySelector(`[data-photo="${uid}"]`) ?? this.node.querySelector("[data-do=take]")).focus();
  }
}
