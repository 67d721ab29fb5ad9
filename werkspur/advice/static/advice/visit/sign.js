// Notes of the conversation and the signature: drawn, or the name alone.
import { pad } from "./draw.js";
import { at, clock, fill, on, part, words } from "../../js/offline/parts.js";
import * as picture from "./picture.js";
import { NOTES, SIGNATURE } from "./visit.js";

const PEN = 0.004; // of the pad's width

export class TalkView {
  constructor(visit, back) {
    Object.assign(this, { visit, node: part("talk"), drawing: false });
    this.fields = [...this.node.querySelectorAll("[data-note]")];
    this.name = at(this.node, "name");
    this.pad = at(this.node, "pad");
    at(this.node, "back").href = back;
    for (const field of this.fields) { field.addEventListener("input", () => this.save(visit.setNotes({ [field.dataset.note]: field.value }))); }
    this.name.addEventListener("input", () => this.save(visit.setSignature({ name: this.name.value })));
    pad(this.pad, {
      width: () => PEN,
      paint: (stroke) => { this.drawing = true; picture.strokes(this.pad, [stroke]); },
      done: (stroke) => {
        this.drawing = false;
        this.save(visit.setSignature({ strokes: [...(visit.signature?.strokes ?? []), stroke] }));
      },
    });
    on(this.node, "clear", () => this.save(visit.setSignature({ strokes: [] })));
    this.show();
  }

  save(writing) { writing.catch(() => this.fault(words("store_full"))); }

  fault(sentence) { fill(this.node, { fault: sentence }).querySelector(".kern-error").hidden = sentence === ""; }

  show() {
    const { notes, signature, changes } = this.visit;
    const put = (field, text) => { if (field.value !== text) { field.value = text; } };
    for (const field of this.fields) { put(field, notes[field.dataset.note] ?? ""); }
    put(this.name, signature?.name ?? "");
    if (!this.drawing) {
      this.pad.getContext("2d").clearRect(0, 0, this.pad.width, this.pad.height);
      picture.strokes(this.pad, signature?.strokes ?? []);
    }
    const given = signature && (signature.strokes.length || signature.name);
    fill(this.node, { signed: given ? words("signed", clock(signature.at)) : words("unsigned") });
    this.fault(changes.get(NOTES)?.fault ?? changes.get(SIGNATURE)?.fault ?? (this.visit.nameless ? words("name_missing") : ""));
  }
}
