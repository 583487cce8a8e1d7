"use strict";
/* Pointing at a sheet with a finger or a mouse; the lists of columns do the same without it. */
{
  const form = document.querySelector("[data-pointing]");
  const lists = form ? [...form.querySelectorAll("select[name^=column-]")] : [];
  const ticks = form ? [...form.querySelectorAll("input[name=cell]")] : [];
  let active = null;

  function choose(list) {
    for (const one of lists) one.closest(".field").classList.toggle("pointing", one === list);
    active = list;
  }

  /* Show above each column of the sheet which field it is now. */
  function name() {
    for (const head of form.querySelectorAll("[data-column]")) {
      const column = head.dataset.column, held = ticks.some(one => one.checked && one.value === column);
      const list = lists.find(one => one.value === (held ? "cells" : column));
      const words = list ? list.labels[0].firstChild.textContent.trim() : "";
      head.querySelector("span").textContent = words;
      head.classList.toggle("named", Boolean(list));
    }
  }

  if (form) {
    form.dataset.ready = "";
    for (const list of lists) {
      list.addEventListener("focus", () => choose(list));
      list.addEventListener("change", name);
    }
    for (const tick of ticks) tick.addEventListener("change", name);
    form.querySelector(".sheet-grid").addEventListener("click", event => {
      const cell = event.target.closest("td, th"), row = cell?.parentElement;
      if (!active || !cell || !cell.cellIndex) return;
      const column = form.querySelectorAll("[data-column]")[cell.cellIndex - 1].dataset.column;
      const tick = active.value === "cells" && ticks.find(one => one.value === column);
      if (tick) {
        tick.checked = !tick.checked;
        name();
        return;
      }
      if (![...active.options].some(one => one.value === column) || !row) return;
      active.value = column;
      name();
      const next = lists[lists.indexOf(active) + 1];
      if (next && !next.value) next.focus();
    });
  }
}
