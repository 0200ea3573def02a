/* The desk's small movements: switches by space, the shopper list by arrow keys, messages that close. */
(function () {
  "use strict";

  document.addEventListener("keydown", (event) => {
    const control = event.target.closest("a[role=switch]");
    if (control && event.key === " ") {
      event.preventDefault();
      control.click();
    }
  });

  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-desk-close]");
    if (close) close.closest("[data-desk-toast]").remove();
    if (!event.target.closest("[data-desk-choose]")) closeOptions();
  });

  /* The list under the search field. */
  const options = () => [...document.querySelectorAll("#shopper-options .desk-option[href]")];

  function closeOptions() {
    const list = document.getElementById("shopper-options");
    if (!list) return;
    list.replaceChildren();
    document.getElementById("shopper-search").setAttribute("aria-expanded", "false");
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "shopper-options") {
      document.getElementById("shopper-search").setAttribute("aria-expanded", "true");
    }
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.id === "shopper-search") event.target.select();
  });

  document.addEventListener("keydown", (event) => {
    const inside = event.target.closest("[data-desk-choose]");
    if (!inside) return;
    if (event.key === "Escape") closeOptions();
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const all = [document.getElementById("shopper-search"), ...options()];
    const at = all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (all[at]) all[at].focus();
    event.preventDefault();
  });

  /* After a list is drawn anew, keep the keyboard where it was: at the row of the same name, else the same place. */
  let kept = null;

  document.addEventListener("htmx:beforeSwap", () => {
    const row = document.querySelector("[data-rd-item].rd-current");
    if (!row) return void (kept = null);
    kept = { id: row.id, place: [...document.querySelectorAll("[data-rd-item]")].indexOf(row) };
  });

  document.addEventListener("htmx:afterSettle", () => {
    if (!kept || document.querySelector("[data-rd-item].rd-current")) return;
    const rows = [...document.querySelectorAll("[data-rd-item]")];
    const row = document.getElementById(kept.id) || rows[Math.min(kept.place, rows.length - 1)];
    kept = null;
    if (row) row.focus({ preventScroll: true });
  });

  /* On a narrow screen the list comes before what is known of the shopper. */
  function fold() {
    if (!matchMedia("(max-width: 1099px)").matches) return;
    document.querySelectorAll("[data-desk-fold][open]:not([data-folded])").forEach((node) => {
      node.removeAttribute("open");
      node.dataset.folded = "";
    });
  }
  fold();
  document.addEventListener("htmx:afterSwap", fold);

  /* Ctrl or Command with Enter saves a text. */
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest("[data-desk-edit]");
    if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.querySelector("button[name=save]").click();
  });

  /* A fact and the words it proves light up together. */
  function light(event, on) {
    const source = event.target.closest && event.target.closest("[data-desk-fact]");
    if (!source) return;
    document.querySelectorAll(`[data-desk-fact="${CSS.escape(source.dataset.deskFact)}"]`).forEach((node) => {
      node.classList.toggle("desk-lit", on);
    });
  }
  for (const [name, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
    document.addEventListener(name, (event) => light(event, on));
  }
})();
