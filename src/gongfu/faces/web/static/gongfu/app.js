"use strict";
/* Small conveniences; every page works without them. */
{
  const all = (root, selector) => root.querySelectorAll(selector);

  /* Speak and show a sentence in the live region. */
  function say(words, kind = "info") {
    const line = document.createElement("p");
    line.className = `notice notice-${kind}`;
    line.textContent = words;
    document.getElementById("live").append(line);
    return line;
  }

  /* A form that may be used for some seconds only, such as taking a visit back. */
  function countDown(form) {
    const ends = Date.now() + Number(form.dataset.seconds) * 1000, shown = form.querySelector("[data-left]");
    const timer = setInterval(() => {
      const left = Math.ceil((ends - Date.now()) / 1000);
      if (shown) shown.textContent = String(Math.max(0, left));
      if (left > 0) return;
      clearInterval(timer);
      if (form.contains(document.activeElement)) document.getElementById("main").focus();
      form.hidden = true;
    }, 250);
  }

  function enliven(root) {
    for (const form of all(root, "[data-seconds]")) countDown(form);
    for (const part of all(root, "[data-script]")) part.hidden = false;
    root.querySelector("[data-focus]")?.focus();
  }

  const pressed = {
    /* data-copy: the text itself; data-copied: what is said then. */
    async copy(button) {
      await navigator.clipboard.writeText(button.dataset.copy);
      if (button.dataset.copied) say(button.dataset.copied, "success");
    },
    /* data-switch: a class of the nearest .map, on or off. */
    switch(button) {
      const on = button.closest(".map").classList.toggle(button.dataset.switch);
      button.setAttribute("aria-pressed", String(on));
    },
    /* data-pad: a key of a number pad, ⌫ takes one back; its field is the form's [data-number]. */
    pad(button) {
      const field = button.closest("form").querySelector("[data-number]"), key = button.dataset.pad;
      if (key === "⌫") field.value = field.value.slice(0, -1);
      else if (field.value.length < 9 && !(key === "." && field.value.includes("."))) field.value += key;
      field.dispatchEvent(new Event("input", {bubbles: true}));
    },
    /* data-discloses: the id of a part that this button shows or hides. */
    discloses(button) {
      const part = document.getElementById(button.dataset.discloses);
      part.hidden = !part.hidden;
      button.setAttribute("aria-expanded", String(!part.hidden));
    },
  };
  document.addEventListener("click", event => {
    for (const [name, act] of Object.entries(pressed)) {
      const button = event.target.closest(`[data-${name}]`);
      if (button) act(button);
    }
  });
  /* A slider says where it stands. */
  document.addEventListener("input", event => {
    const said = event.target.type === "range" && document.querySelector(`output[for="${event.target.id}"]`);
    if (said) said.value = event.target.value;
  });
  document.addEventListener("htmx:afterSwap", event => enliven(event.target));
  document.addEventListener("DOMContentLoaded", () => enliven(document));
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js");
  window.gongfu = {say};
}
