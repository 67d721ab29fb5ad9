// Talking to the house: an answer in JSON, or an error that says what kind of trouble it is.

// kind: "offline" nobody answers, "signed_out", "foreign", "finished", "csrf", "refused", "trouble"; told: the answer
export class Trouble extends Error {
  constructor(kind, { told = null, status = 0 } = {}) {
    super(`${kind} ${status}`);
    Object.assign(this, { kind, told, sentence: told?.sentence ?? "", faults: told?.faults ?? [] });
  }
}

const KINDS = { 401: "signed_out", 403: "csrf", 404: "foreign", 409: "finished" };
const SECONDS = 30;

export async function ask(url, { method = "GET", csrf = "", body, seconds = SECONDS } = {}) {
  const headers = { Accept: "application/json" };
  if (csrf) { headers["X-CSRFToken"] = csrf; }
  if (typeof body === "string") { headers["Content-Type"] = "application/json"; }
  let answer;
  try {
    answer = await fetch(url, { method, headers, body, cache: "no-store", signal: AbortSignal.timeout(seconds * 1000) });
  } catch {
    throw new Trouble("offline");
  }
  return read(answer);
}

async function read(answer) {
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json().catch(() => null) : null;
  const { status } = answer;
  if (answer.ok && told && !answer.redirected) { return told; }
  if (KINDS[status]) { throw new Trouble(KINDS[status], { status, told }); }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
    throw new Trouble("refused", { status, told });
  }
  throw new Trouble("trouble", { status }); // a page of a hotel's network, a restart, too many requests
}
