// The service worker of a part of the house: keeps scripts, styles and one page without data; answers never lie here.
"use strict";

const { cache: part, version, scope, shell, assets, static: files } = self.HOUSE;
const PREFIX = `${part}-`;
const CACHE = PREFIX + version;
const PAGE = new RegExp(`^${scope}([0-9a-f-]{36}/)?$`);
const PATIENCE = 6000; // milliseconds that a weak signal may take before the kept page is shown

async function keep(cache, url) {
  // Without cookies, so that nobody's name is kept; past the browser's own cache, so that all files are of one version.
  const answer = await fetch(new Request(url, { cache: "reload", credentials: "omit" }));
  if (!answer.ok) { throw new Error(`${answer.status} ${url}`); }
  await cache.put(url, answer);
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all([shell, ...assets].map((url) => keep(cache, url)));
  await self.skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

const kept = async (url) => (await caches.open(CACHE)).match(url);

async function page(request) {
  const network = fetch(request);
  const waiting = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  try {
    const first = await Promise.race([network, waiting]);
    return first ?? (await kept(shell)) ?? (await network);
  } catch {
    return (await kept(shell)) ?? Response.error();
  } finally {
    network.catch(() => {});
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) { return; }
  if (request.mode === "navigate" && PAGE.test(url.pathname)) {
    event.respondWith(page(request));
  } else if (url.pathname.startsWith(files)) {
    event.respondWith(kept(url.pathname).then((found) => found ?? fetch(request)));
  }
});
