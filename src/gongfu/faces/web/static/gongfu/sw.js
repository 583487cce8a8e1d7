"use strict";
/* Keeps the pages of a keeper's day so that a visit can be recorded without a signal.
   They hold labels only; they are dropped at sign-out. */
const PAGES = "pages", ASSETS = "assets";
const KEPT = [/^\/day\/$/, /^\/keys\/elders\/[^/]+\/visit\/$/, /^\/offline\/$/];
self.addEventListener("install", event => {
  event.waitUntil(caches.open(PAGES).then(cache => cache.add("/offline/")).then(() => self.skipWaiting()));
});
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", event => {
  const {request} = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(fresh(request, ASSETS));
  else if (request.mode === "navigate") {
    const kept = KEPT.some(pattern => pattern.test(url.pathname));
    event.respondWith(fresh(request, kept ? PAGES : null));
  }
});
async function fresh(request, name) {
  try {
    const answer = await fetch(request);
    if (name && answer.ok && !answer.redirected) (await caches.open(name)).put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = name && await (await caches.open(name)).match(request, {ignoreVary: true});
    if (kept) return kept;
    if (request.mode === "navigate") return (await caches.match("/offline/")) || Response.error();
    throw error;
  }
}
