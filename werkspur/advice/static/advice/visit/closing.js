// The end of a visit: what is open, what is worst, and the last step, which needs the network.
import { at, fill, part, words } from "../../js/offline/parts.js";

const WORST = 5;
const SHOWN = 8; // open ones before "more"

const missing = (item, answer) => item.weight * (3 - Number(answer));

export class EndView {
  constructor(visit, sync, link) {
    Object.assign(this, { visit, sync, link, node: part("end"), shown: "" });
    const form = at(this.node, "finish");
    form.action = `${sync.address}abschluss`;
    form.addEventListener("submit", (event) => this.finish(event, form));
    this.show();
  }

  // First everything reaches the house, then the form itself is sent, so that its answer is a page of the house.
  async finish(event, form) {
    event.preventDefault();
    const hindrance = this.hindrance();
    if (hindrance) { fill(this.node, { hindrance }); return; }
    at(form, "button").disabled = true;
    const done = await this.sync.run();
    at(form, "button").disabled = false;
    const still = this.hindrance() || (done ? "" : this.sync.told());
    if (still) { fill(this.node, { hindrance: still }); return; }
    form.elements.csrfmiddlewaretoken.value = this.visit.record.csrf;
    this.sync.stop(); // a round that hears of the end first would reload this page and break the form off
    form.submit();
  }

  hindrance() {
    const { visit } = this;
    if (!visit.items.some((item) => visit.answer(item.key).answer)) { return words("no_answers"); }
    if (visit.items.some((item) => visit.conflict(item.key).length)) { return words("decide_first"); }
    if (visit.nameless) { return words("name_missing"); }
    if (this.sync.phase === "offline" || !navigator.onLine) { return words("needs_network"); }
    return "";
  }

  show() {
    const { visit } = this;
    const items = visit.items.filter((item) => visit.asked(item));
    const rated = items.map((item) => ({ item, ...visit.answer(item.key) }));
    const open = rated.filter(({ answer }) => !answer || answer === "ng");
    const worst = rated.filter(({ answer }) => ["0", "1"].includes(answer)).sort((one, other) => (
      Number(other.item.knock_out && other.answer === "0") - Number(one.item.knock_out && one.answer === "0")
      || missing(other.item, other.answer) - missing(one.item, one.answer)
    )).slice(0, WORST);
    const split = rated.filter(({ item }) => visit.conflict(item.key).length);
    const now = JSON.stringify([open, worst, split, visit.photos.length]);
    if (now === this.shown) { return; }
    this.shown = now;
    const done = rated.filter(({ answer }) => answer).length;
    fill(this.node, {
      sums: `${done} ${words("of")} ${rated.length} ${words("answered")}, ${words("photos", visit.photos.filter((photo) => !photo.removed).length)}`,
      good: open.length ? "" : words("all_answered"),
      hindrance: this.hindrance(),
    });
    this.list("conflicts", split, () => "");
    const remark = ({ answer, note }) => [answer && words("answer_ng"), note].filter(Boolean).join(" – ");
    this.list("open", open.slice(0, SHOWN), remark);
    this.list("open_rest", open.slice(SHOWN), remark);
    at(this.node, "open_more").hidden = open.length <= SHOWN;
    fill(this.node, { more: words("more", open.length - SHOWN) });
    this.list("worst", worst, ({ item, answer }) => `${words(`answer_${answer}`)}. ${item.advice ?? ""}`);
  }

  list(name, rated, remark) {
    const box = at(this.node, `${name}_box`);
    if (box) { box.hidden = !rated.length; }
    at(this.node, name).replaceChildren(...rated.map((each) => {
      const line = fill(part("line"), { key: each.item.key, question: each.item.question, remark: remark(each) });
      line.querySelector("a").href = this.link(each.item);
      return line;
    }));
  }
}
