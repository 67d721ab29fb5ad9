// The screen in the room: what is asked comes by itself, without the page being loaded anew.
const EVERY = 15000; // milliseconds

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-wall]");
    const was = document.querySelector("[data-wall]");
    if (now && was && now.innerHTML !== was.innerHTML) was.replaceWith(document.adoptNode(now));
  } catch {
    // without a signal the last questions stay
  }
}

setInterval(refresh, EVERY);
