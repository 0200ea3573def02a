/* What every htmx request of the staff pages needs: the CSRF token, and words when something fails. */
(function () {
  "use strict";

  function words(key) {
    return document.querySelector("meta[name=rd-words]")?.dataset[key] || key;
  }

  function csrfToken() {
    const field = document.querySelector("input[name=csrfmiddlewaretoken]");
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return field ? field.value : cookie ? cookie[1] : "";
  }

  function toastArea() {
    let area = document.getElementById("rd-toasts");
    if (!area) {
      area = document.createElement("div");
      area.id = "rd-toasts";
      area.className = "rd-toasts";
      area.setAttribute("role", "status");
      area.setAttribute("aria-live", "polite");
      document.body.append(area);
    }
    return area;
  }

  function toast(message, kind) {
    const box = document.createElement("div");
    box.className = "rd-toast" + (kind ? " rd-toast--" + kind : "");
    box.textContent = message;
    toastArea().append(box);
    setTimeout(() => box.remove(), kind === "bad" ? 10000 : 4000);
  }

  function failure(xhr) {
    const type = xhr.getResponseHeader("Content-Type") || "";
    if (type.startsWith("text/plain") && xhr.responseText.length < 500) return xhr.responseText;
    return xhr.status === 403 ? words("forbidden") : words("broken");
  }

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:responseError", (event) => toast(failure(event.detail.xhr), "bad"));
  document.addEventListener("htmx:sendError", () => toast(words("unreachable"), "bad"));
  document.addEventListener("rd:toast", (event) => toast(event.detail.message || event.detail.value, event.detail.kind));

  /* A feature and the words that prove it light up together. */
  function light(event, on) {
    const source = event.target.closest && event.target.closest("[data-rd-feature]");
    if (!source) return;
    for (const id of source.dataset.rdFeature.split(" ")) {
      document.querySelectorAll(`[data-rd-feature~="${id}"]`).forEach((node) => node.classList.toggle("rd-lit", on));
    }
  }
  for (const [name, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
    document.addEventListener(name, (event) => light(event, on));
  }

  /* Unfold's frame has no main landmark. */
  document.addEventListener("DOMContentLoaded", () => {
    const main = document.getElementById("main");
    if (main) main.setAttribute("role", "main");
  });

  /* A choice that needs no button. */
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-rd-submit]")) event.target.form.requestSubmit();
  });

  window.recdash = Object.assign(window.recdash || {}, { toast });
})();
