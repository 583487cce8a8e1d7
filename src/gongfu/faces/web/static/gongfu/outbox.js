"use strict";
/* Forms marked data-outbox are kept on the phone when they cannot be sent, and sent later, once.
   What is kept is encrypted with a key that cannot leave this browser and dies at sign-out.  It
   holds ids, answers and moments; never a name, an address or a phone number. */
(() => {
  const BASE = "gongfu", KEYS = "keys", ITEMS = "items", PHOTO_BYTES = 200 * 1024;
  const strip = document.getElementById("outbox");
  if (!strip || !("indexedDB" in window) || !window.crypto || !crypto.subtle) return;
  const say = (name, values = {}) =>
    Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), strip.dataset[name]);

  const wait = request => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  let opened;
  function base() {
    if (!opened) {
      const request = indexedDB.open(BASE, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(KEYS);
        request.result.createObjectStore(ITEMS, {keyPath: "key"});
      };
      opened = wait(request);
    }
    return opened;
  }
  const store = async (name, mode = "readonly") => (await base()).transaction(name, mode).objectStore(name);

  async function secret() {
    const kept = await wait((await store(KEYS)).get("seal"));
    if (kept) return kept;
    const made = await crypto.subtle.generateKey({name: "AES-GCM", length: 256}, false, ["encrypt", "decrypt"]);
    await wait((await store(KEYS, "readwrite")).put(made, "seal"));
    return made;
  }
  async function keep(item) {
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(item));
    const sealed = await crypto.subtle.encrypt({name: "AES-GCM", iv: nonce}, await secret(), plain);
    await wait((await store(ITEMS, "readwrite")).put({key: item.key, nonce, sealed}));
  }
  async function items() {
    const found = [];
    for (const {nonce, sealed} of await wait((await store(ITEMS)).getAll())) {
      try {
        const plain = await crypto.subtle.decrypt({name: "AES-GCM", iv: nonce}, await secret(), sealed);
        found.push(JSON.parse(new TextDecoder().decode(plain)));
      } catch { /* sealed under a key that is gone: nobody can read it any more */ }
    }
    return found.sort((a, b) => a.at - b.at);
  }
  const forget = async key => wait((await store(ITEMS, "readwrite")).delete(key));

  async function photoOf(form) {
    const field = form.querySelector("input[type=file]");
    const file = field && field.files[0];
    if (!file) return null;
    const picture = await createImageBitmap(file);
    const canvas = document.createElement("canvas");
    for (let side = 1600, quality = 0.8; side > 200; side *= 0.75, quality *= 0.9) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      canvas.width = picture.width * scale; canvas.height = picture.height * scale;
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const data = canvas.toDataURL("image/jpeg", quality);
      if (data.length * 0.75 <= PHOTO_BYTES) return data;
    }
    return null;
  }
  async function bodyOf(item, token) {
    const body = new FormData();
    for (const [name, value] of item.fields) body.append(name, value);
    body.set("csrfmiddlewaretoken", token);
    if (item.photo) body.set("photo", await (await fetch(item.photo)).blob(), "photo.jpg");
    return body;
  }
  async function send(item) {
    const asked = await fetch(strip.dataset.token, {credentials: "same-origin", cache: "no-store"});
    const {token, signed_in: signedIn, now} = await asked.json();
    if (!signedIn) throw new TypeError("signed out");
    if (!item.fields.some(([name]) => name === "ended_at")) {
      /* The moment of the tap by the server's clock, fixed before the first sending. */
      item.fields.push(["ended_at", new Date(Date.parse(now) - (Date.now() - item.at)).toISOString()]);
      await keep(item);
    }
    const answer = await fetch(item.url, {
      method: "POST", body: await bodyOf(item, token), credentials: "same-origin", redirect: "error",
      headers: {Accept: "application/json"},
    });
    if (answer.status >= 500) throw new TypeError("server");
    return {ok: answer.ok, said: await answer.json()};
  }

  let sending = false;
  async function flush() {
    if (sending) return;
    sending = true;
    try {
      for (const item of await items()) {
        if (item.refused) continue;
        await show(item.key);
        let answer;
        try { answer = await send(item); } catch { break; }
        if (answer.ok) {
          await forget(item.key);
          announce(say("done", {number: answer.said.number}));
        } else {
          await keep({...item, refused: answer.said.words || ""});
        }
      }
    } finally {
      sending = false;
      await show();
    }
  }
  function announce(words) {
    const line = document.createElement("p");
    line.className = "notice notice-success";
    line.textContent = words;
    document.getElementById("live").append(line);
  }
  async function show(busy) {
    const waiting = await items();
    strip.replaceChildren();
    strip.hidden = waiting.length === 0;
    if (strip.hidden) return;
    const box = document.createElement("div");
    box.className = "notice outbox";
    const head = document.createElement("strong");
    head.textContent = say("waiting", {count: waiting.length});
    const button = document.createElement("button");
    button.type = "button"; button.className = "btn plain"; button.textContent = say("send");
    button.addEventListener("click", flush);
    const list = document.createElement("ul");
    for (const item of waiting) list.append(lineOf(item, busy));
    box.append(head, button, list);
    strip.append(box);
  }
  function lineOf(item, busy) {
    const line = document.createElement("li");
    const state = item.refused ? say("refused", {words: item.refused}) : item.key === busy ? say("sending") : say("kept");
    line.textContent = `${item.label} · ${state} `;
    if (item.refused) {
      const drop = document.createElement("button");
      drop.type = "button"; drop.className = "link"; drop.textContent = say("discard");
      drop.addEventListener("click", async () => { await forget(item.key); await show(); });
      line.append(drop);
    }
    return line;
  }

  document.addEventListener("submit", async event => {
    const form = event.target;
    if (form.matches("[data-signout]")) { indexedDB.deleteDatabase(BASE); if (window.caches) caches.delete("pages"); return; }
    if (!form.matches("[data-outbox]")) return;
    event.preventDefault();
    event.stopPropagation();
    const data = new FormData(form, event.submitter);
    const fields = [...data].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    const item = {key: data.get("key"), url: form.action, label: form.dataset.outbox, at: Date.now(), fields, photo: await photoOf(form).catch(() => null)};
    await keep(item);
    let answer;
    try { answer = await send(item); } catch { await kept(form, item); return; }
    await forget(item.key);
    if (answer.ok) location.assign(answer.said.next || location.href);
    else { form.querySelector("[data-said]").replaceChildren(refusal(answer.said.words)); await show(); }
  }, true);
  async function kept(form, item) {
    await show();
    const said = form.querySelector("[data-said]");
    if (said) said.replaceChildren(refusal(`${item.label} · ${say("kept")}`));
    form.dispatchEvent(new CustomEvent("outbox:kept", {bubbles: true}));
    for (const button of form.querySelectorAll("button")) button.disabled = true;
  }
  function refusal(words) {
    const line = document.createElement("p");
    line.className = "notice"; line.setAttribute("role", "alert"); line.textContent = words;
    return line;
  }
  window.addEventListener("online", flush);
  document.addEventListener("DOMContentLoaded", () => { show(); flush(); });
  if (document.readyState !== "loading") { show(); flush(); }
  setInterval(() => { if (navigator.onLine) flush(); }, 30000);
})();
