"use strict";
/* Keeps the pages of a keeper's day, of work in the field and the form for asking, so that a visit
   or a harvest can be recorded and a request written without a signal.
   They are asked for with a header under which the server leaves out every name, and no other
   answer is kept.  They are dropped at sign-out and after a day.  KEPT, written above by the server, names
   the assets of the frame and a version that changes with them. */
const PAGES = "kept", ASSETS = `assets-${KEPT.version}`, OFFLINE = "/offline/";
const KEEPING = [/^\/day\/$/, /^\/ask\/$/, /^\/keys\/elders\/[^/]+\/(visit|service)\/$/, /^\/fields\/coop\/[^/]+\/work\/$/, /^\/fields\/coop\/[^/]+\/crops\/[^/]+\/(harvest|event)\/$/];
const LISTS = /^\/(day|fields\/coop\/[^/]+\/work)\/$/;
const PATIENCE_MS = 4000, FRESH_MS = 30 * 60 * 1000, DAY_MS = 24 * 3600 * 1000;
const keeps = url => KEEPING.some(pattern => pattern.test(url.pathname));

self.addEventListener("install", event => event.waitUntil((async () => {
  await (await caches.open(ASSETS)).addAll([...KEPT.assets, OFFLINE]);
  await self.skipWaiting();
})()));
self.addEventListener("activate", event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== PAGES && name !== ASSETS) await caches.delete(name);
  await self.clients.claim();
})()));

/* My day names the pages that may be needed on the way; they are fetched while there is a signal. */
self.addEventListener("message", event => {
  if (event.data && event.data.keep) event.waitUntil(keepAhead(event.data.keep));
});
async function keepAhead(addresses) {
  const cache = await caches.open(PAGES);
  for (const address of addresses.slice(0, 40)) {
    const url = new URL(address, location.origin);
    if (url.origin !== location.origin || !keeps(url)) continue;
    const old = await cache.match(url, {ignoreVary: true});
    if (old && age(old) < FRESH_MS && !LISTS.test(url.pathname)) continue;
    try { await keep(cache, url, await fetch(url, {credentials: "same-origin", headers: {"Gongfu-Keep": "1"}})); } catch { return; }
  }
}
const age = answer => Date.now() - Date.parse(answer.headers.get("Date"));
async function keep(cache, url, answer) {
  const nameless = answer.headers.get("Gongfu-Kept") === "1";
  if (answer.ok && !answer.redirected && nameless) await cache.put(url, answer);
}
async function keptPage(event) {
  const cache = await caches.open(PAGES), found = await cache.match(event.request, {ignoreVary: true});
  if (!found || age(found) < DAY_MS) return found;
  await cache.delete(event.request, {ignoreVary: true});
}

self.addEventListener("fetch", event => {
  const {request} = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(navigate(event, url));
});
async function asset(request) {
  try { return await fetch(request); } catch (error) {
    const kept = await caches.match(request, {ignoreVary: true, ignoreSearch: true});
    if (kept) return kept;
    throw error;
  }
}
/* The network first; a kept page when it fails or lets us wait. */
async function navigate(event, url) {
  const kept = keeps(url) && await keptPage(event);
  const asked = fetch(event.request);
  try {
    return await (kept ? Promise.race([asked, late()]) : asked);
  } catch {
    asked.catch(() => {});
    return kept || await caches.match(OFFLINE, {ignoreVary: true}) || Response.error();
  }
}
const late = () => new Promise((_, fail) => setTimeout(() => fail(new Error("late")), PATIENCE_MS));
