"use strict";
/* Forms marked data-outbox are kept on the phone when they cannot be sent, and sent later, once.
   What is kept is encrypted with a key that cannot leave this browser and dies at sign-out.  It
   holds ids, answers and moments; never a name, an address or a phone number.
   Beside them lie, sealed alike and for a day, the names that kept pages leave out. */
(() => {
  const BASE = "gongfu", KEYS = "keys", ITEMS = "items", NAMES = "names", PHOTO_BYTES = 200 * 1024, DAY_MS = 24 * 3600 * 1000;
  const strip = document.getElementById("outbox");
  if (!strip || !("indexedDB" in window) || !window.crypto || !crypto.subtle) return;
  const owner = strip.dataset.owner;
  const say = (name, values = {}) =>
    Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), strip.dataset[name]);
  const spaced = number => String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");

  /* The store: items sealed under a key that cannot be taken out. */
  const wait = request => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
    request.onblocked = () => fail(new Error("blocked"));
  });
  let opened;
  function base() {
    if (!opened) {
      const request = indexedDB.open(BASE, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(KEYS);
        request.result.createObjectStore(ITEMS, {keyPath: "key"});
      };
      opened = wait(request).then(found => {
        found.onversionchange = () => { found.close(); opened = undefined; };
        return found;
      });
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
  async function seal(value) {
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    return {nonce, sealed: await crypto.subtle.encrypt({name: "AES-GCM", iv: nonce}, await secret(), plain)};
  }
  /* What was sealed; nothing when its key is gone: then nobody can read it any more. */
  async function unseal({nonce, sealed}) {
    try {
      const plain = await crypto.subtle.decrypt({name: "AES-GCM", iv: nonce}, await secret(), sealed);
      return JSON.parse(new TextDecoder().decode(plain));
    } catch { return null; }
  }
  async function keep(item) {
    const made = {key: item.key, ...await seal(item)};
    await wait((await store(ITEMS, "readwrite")).put(made));
  }
  async function items() {
    const found = await Promise.all((await wait((await store(ITEMS)).getAll())).map(unseal));
    return found.filter(Boolean).sort((a, b) => a.at - b.at);
  }
  const forget = async key => wait((await store(ITEMS, "readwrite")).delete(key));

  /* From a form to an item. */
  async function photoOf(form) {
    const file = form.querySelector("input[type=file]")?.files[0];
    if (!file) return null;
    const picture = await createImageBitmap(file), canvas = document.createElement("canvas");
    for (let side = 1600, quality = 0.8; side > 200; side *= 0.75, quality *= 0.9) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      canvas.width = Math.max(1, picture.width * scale); canvas.height = Math.max(1, picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const data = canvas.toDataURL("image/jpeg", quality);
      if (data.length * 0.75 <= PHOTO_BYTES) return data;
    }
    return null;
  }
  /* What was answered, in the words of the page, so that a kept item can be opened and read. */
  function answersOf(form, submitter) {
    const found = [];
    const legend = field => field.closest("fieldset")?.querySelector("legend")?.textContent.trim() || "";
    if (submitter) found.push([legend(submitter), submitter.textContent.trim()]);
    for (const field of form.elements) {
      if (field.type === "radio" && field.checked) found.push([legend(field), field.parentElement.textContent.trim()]);
      if (["text", "textarea", "date"].includes(field.type) && field.value) found.push([field.labels[0]?.textContent.trim() || "", field.value]);
    }
    return found;
  }
  async function itemOf(form, submitter) {
    const data = new FormData(form, submitter);
    const fields = [...data].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    return {
      key: data.get("key"), owner, url: form.action, label: form.dataset.outbox, at: Date.now(),
      said: answersOf(form, submitter), fields, photo: await photoOf(form), refused: "",
    };
  }

  /* Sending: once, for the same key gets the first answer again. */
  class Later extends Error {}
  async function allowed(item) {
    const asked = await fetch(strip.dataset.token, {credentials: "same-origin", cache: "no-store"});
    if (!asked.ok) throw new Later(say("still"));
    const found = await asked.json();
    if (!found.signed_in) throw new Later(say("signin"));
    if (item.owner && item.owner !== found.owner) throw new Later(say("others", {count: 1}));
    return found;
  }
  /* Not by fetch: the page may connect to its own server alone. */
  function blobOf(data) {
    const bytes = Uint8Array.from(atob(data.slice(data.indexOf(",") + 1)), letter => letter.charCodeAt(0));
    return new Blob([bytes], {type: "image/jpeg"});
  }
  async function bodyOf(item, token) {
    const body = new FormData();
    for (const [name, value] of item.fields) body.append(name, value);
    body.set("csrfmiddlewaretoken", token);
    if (item.photo) body.set("photo", blobOf(item.photo), "photo.jpg");
    return body;
  }
  async function send(item) {
    const {token, now} = await allowed(item);
    if (!item.fields.some(([name]) => name === "ended_at")) {
      /* The moment of the tap by the server's clock, fixed before the first sending. */
      item.fields.push(["ended_at", new Date(Date.parse(now) - (Date.now() - item.at)).toISOString()]);
      await keep(item);
    }
    const answer = await fetch(item.url, {
      method: "POST", body: await bodyOf(item, token), credentials: "same-origin", redirect: "error",
      headers: {Accept: "application/json"},
    });
    const json = (answer.headers.get("Content-Type") || "").includes("json");
    const passing = answer.status >= 500 || [401, 408, 429].includes(answer.status) || (answer.status === 403 && !json);
    if (passing || (answer.ok && !json)) throw new Later(say("still"));
    return {ok: answer.ok, said: json ? await answer.json() : {words: say("unread")}};
  }
  async function flushAll(asked) {
    for (const item of await items()) {
      if (item.refused || (item.owner && owner && item.owner !== owner)) continue;
      await show(item.key);
      let answer;
      try { answer = await send(item); } catch (problem) {
        if (asked) announce(problem instanceof Later ? problem.message : say("still"), "warning");
        return;
      }
      if (answer.ok) {
        await forget(item.key);
        announce(say("done", {number: spaced(answer.said.number)}), "success");
      } else await keep({...item, refused: answer.said.words || say("unread")});
    }
  }
  let sending = false, gone = false;
  async function flush(asked = false) {
    if (sending || gone) return;
    sending = true;
    try {
      if (navigator.locks) await navigator.locks.request("gongfu-outbox", {ifAvailable: true}, lock => lock && flushAll(asked));
      else await flushAll(asked);
      await show();
    } catch (problem) {
      if (!gone) throw problem;
    } finally { sending = false; }
  }

  /* The strip. */
  let waiting = 0;
  const announce = (words, kind) => window.gongfu.say(words, kind);
  function made(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }
  const button = (words, className, act) => made("button", {type: "button", className, textContent: words, onclick: act});
  async function show(busy) {
    const kept = await items(), mine = owner ? kept.filter(item => !item.owner || item.owner === owner) : [];
    const others = kept.length - mine.length;
    waiting = mine.length;
    strip.hidden = kept.length === 0;
    if (strip.hidden) { strip.replaceChildren(); return; }
    if (strip.querySelector("details[open]") && !busy) return refresh(mine);
    const head = made("div", {className: "outbox-head"});
    if (mine.length) head.append(made("strong", {textContent: say("waiting", {count: mine.length})}), button(say("send"), "btn plain", () => flush(true)));
    if (others) head.append(made("p", {textContent: owner ? say("others", {count: others}) : `${say("waiting", {count: others})} · ${say("signin")}`}));
    strip.replaceChildren(made("div", {className: "notice notice-warning outbox"}, head, made("ul", {}, ...mine.map(item => lineOf(item, busy)))));
  }
  /* Somebody is reading an item: only take away what is gone. */
  function refresh(mine) {
    const keys = new Set(mine.map(item => item.key));
    for (const line of strip.querySelectorAll("li")) if (!keys.has(line.dataset.key)) line.remove();
  }
  const stateOf = (item, busy) => item.refused ? say("refused", {words: item.refused}) : say(item.key === busy ? "sending" : "kept");
  function lineOf(item, busy) {
    const at = new Date(item.at).toLocaleTimeString(document.documentElement.lang, {hour: "2-digit", minute: "2-digit"});
    const facts = made("dl", {className: "facts"});
    for (const [head, words] of item.said || []) facts.append(made("dt", {textContent: head}), made("dd", {textContent: words}));
    const drop = button(say("discard"), "btn danger", async () => {
      if (drop.textContent !== say("sure")) { drop.textContent = say("sure"); return; }
      await forget(item.key);
      drop.closest("details").open = false;
      await show();
    });
    const again = button(say("again"), "btn plain", async () => {
      await keep({...item, refused: ""});
      again.closest("details").open = false;
      await flush(true);
    });
    const actions = made("p", {className: "actions"}, again, made("a", {className: "btn plain", href: item.url, textContent: say("open")}), drop);
    const line = made("li", {}, made("details", {}, made("summary", {textContent: `${item.label} ${at} · ${stateOf(item, busy)}`}), facts, actions));
    line.dataset.key = item.key;
    return line;
  }

  /* Forms. */
  const notice = (words, kind) => {
    const line = made("p", {className: `notice notice-${kind}`, textContent: words});
    line.setAttribute("role", "alert");
    return line;
  };
  const tell = (form, words, kind = "refusal") => {
    const place = form.querySelector("[data-said]");
    if (place) { place.replaceChildren(notice(words, kind)); place.scrollIntoView({block: "nearest"}); }
    else announce(words, kind);
  };
  /* When the phone cannot keep anything, the form goes its ordinary way. */
  function sendPlainly(form, submitter) {
    if (submitter?.name) form.append(made("input", {type: "hidden", name: submitter.name, value: submitter.value}));
    form.submit();
  }
  async function submitted(form, submitter) {
    let item, answer;
    try { item = await itemOf(form, submitter); } catch { tell(form, say("nophoto")); return true; }
    try { await keep(item); } catch { sendPlainly(form, submitter); return false; }
    try { answer = await send(item); } catch (problem) { await keptOnPhone(form, item, problem); return false; }
    await forget(item.key);
    if (answer.ok) { location.assign(answer.said.next || location.href); return false; }
    tell(form, say("refused", {words: answer.said.words}));
    for (const one of form.querySelectorAll("[data-about]")) one.hidden = one.dataset.about !== answer.said.about;
    return true;
  }
  async function keptOnPhone(form, item, problem) {
    await show();
    const why = problem instanceof Later ? ` · ${problem.message}` : "";
    tell(form, `${item.label} · ${say("kept")}${why}`, "success");
    for (const one of form.querySelectorAll("button")) one.disabled = true;
    form.dispatchEvent(new CustomEvent("outbox:kept", {bubbles: true}));
  }
  document.addEventListener("submit", async event => {
    const form = event.target;
    if (form.matches("[data-signout]")) leave(event);
    if (!form.matches("[data-outbox]")) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    if (await submitted(form, event.submitter)) delete form.dataset.busy;
  }, true);
  /* Signing out deletes the store; while something waits, it asks once more. */
  function leave(event) {
    const form = event.target;
    if (waiting && !form.dataset.sure) {
      event.preventDefault();
      form.dataset.sure = "1";
      announce(say("leaving", {count: waiting}), "warning");
      return;
    }
    gone = true;
    opened?.then(found => found.close());
    indexedDB.deleteDatabase(BASE);
    if (window.caches) caches.delete("kept");
  }

  /* A page taken from the phone may be old: every opening gets a key of its own. */
  function renewKeys() {
    for (const form of document.querySelectorAll("form[data-outbox]")) form.elements.namedItem("key").value = crypto.randomUUID();
  }
  /* Another person on the same phone: the pages of the one before are dropped. */
  async function handOver() {
    if (!owner) return;
    const last = await wait((await store(KEYS)).get("owner"));
    if (last && last !== owner) {
      if (window.caches) await caches.delete("kept");
      await wait((await store(KEYS, "readwrite")).delete(NAMES));
    }
    if (last !== owner) await wait((await store(KEYS, "readwrite")).put(owner, "owner"));
  }
  /* A kept page has a number where a name belongs.  The names are sealed apart, for a day. */
  async function callByName() {
    const people = document.querySelectorAll("[data-person]");
    if (!owner || !people.length) return;
    const sealed = await wait((await store(KEYS)).get(NAMES)), known = sealed && await unseal(sealed);
    const names = known && Date.now() - known.at < DAY_MS ? known.names : {};
    if (!document.body.hasAttribute("data-kept")) {
      for (const one of people) names[one.dataset.person] = one.textContent.trim();
      const made = await seal({at: Date.now(), names});
      await wait((await store(KEYS, "readwrite")).put(made, NAMES));
      return;
    }
    for (const one of people) one.textContent = names[one.dataset.person] || one.textContent;
    for (const form of document.querySelectorAll("form[data-of]")) form.dataset.outbox = names[form.dataset.of] || form.dataset.outbox;
  }
  async function keepAhead() {
    const wanted = [...document.querySelectorAll("a[data-keep]")].map(link => link.href);
    const needed = wanted.length || document.querySelector("form[data-outbox]");
    if (!owner || !needed || document.body.hasAttribute("data-kept") || !("serviceWorker" in navigator)) return;
    const worker = (await navigator.serviceWorker.ready).active;
    worker.postMessage({keep: [location.href, ...wanted]});
  }
  async function begin() {
    renewKeys();
    await handOver();
    await callByName();
    await show();
    await flush();
    await keepAhead();
  }
  window.addEventListener("online", () => flush());
  window.addEventListener("pageshow", event => {
    if (event.persisted && document.querySelector("form[data-outbox]")) location.reload();
  });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
  setInterval(() => { if (waiting && navigator.onLine) flush(); }, 30000);
})();
