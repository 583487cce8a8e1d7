"use strict";
/* Small conveniences; every page works without them. */
document.addEventListener("DOMContentLoaded", () => {
  const wrong = document.querySelector("[data-focus]");
  if (wrong) wrong.focus();
  countDown(document);
  copyButtons(document);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js");
});
document.addEventListener("htmx:afterSwap", event => {
  countDown(event.target);
  const heading = event.target.querySelector("[data-focus]");
  if (heading) heading.focus();
});
/* A form that may be used for some seconds only, such as taking a visit back. */
function countDown(root) {
  for (const form of root.querySelectorAll("[data-seconds]")) {
    let left = Number(form.dataset.seconds);
    const shown = form.querySelector("[data-left]");
    const timer = setInterval(() => {
      left -= 1;
      if (shown) shown.textContent = String(Math.max(0, left));
      if (left <= 0) { clearInterval(timer); form.hidden = true; }
    }, 1000);
  }
}
function copyButtons(root) {
  for (const button of root.querySelectorAll("[data-copy]"))
    button.addEventListener("click", () => navigator.clipboard.writeText(button.dataset.copy));
}
