// Brings the scans of this device to the house, and what other doors saw to this device.
import { Rounds } from "../../js/offline/rounds.js";

const SOON = 50; // after a scan
const EVERY = 10000; // to see what other doors read
const LONGEST = 30000; // between two tries without a signal
const AT_ONCE = 100;

const message = ({ nonce, way, at, text, participant, door, guest }) => ({ nonce, way, at, text, participant, door, guest });

export class Sync extends Rounds {
  constructor(list, scope) {
    super(`werkspur-einlass-${list.uid}`, { soon: SOON, every: EVERY, longest: LONGEST, record: () => list.record });
    Object.assign(this, { list, address: `${scope}${list.uid}/` });
    list.addEventListener("change", () => { this.tell(); this.hasten(); });
  }

  get due() { return this.list.sendable.length; }

  async work() {
    do {
      const sent = this.list.sendable.slice(0, AT_ONCE);
      const body = JSON.stringify({
        device: this.list.device, sent: new Date().toISOString(), list: this.list.record.list, scans: sent.map(message),
      });
      await this.list.taken(await this.post(`${this.address}abgleich`, { body }), sent);
    } while (this.due);
  }
}
