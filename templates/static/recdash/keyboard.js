/* Keyboard map of the staff pages.
   An element with data-rd-item is a row that j and k walk over; data-rd-key="a" names the control a key presses,
   inside the current row first, then anywhere on the page. data-rd-help on that control says what it does. */
(function () {
  "use strict";

  const PAGES = { h: "/admin/", p: "/admin/preview/", c: "/admin/copy-desk/", j: "/admin/jobs/" };
  let current = null;
  let waitingForPage = false;

  const words = (key, fallback) => document.querySelector("meta[name=rd-words]")?.dataset[key] || fallback;
  const visible = (node) => node.offsetParent !== null && !node.disabled;

  function rows() {
    const marked = [...document.querySelectorAll("[data-rd-item]")].filter(visible);
    return marked.length ? marked : [...document.querySelectorAll("#result_list tr.data-row")].filter(visible);
  }

  function makeCurrent(row) {
    if (current) current.classList.remove("rd-current");
    current = row;
    current.classList.add("rd-current");
  }

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current && current.isConnected ? current : document.activeElement);
    makeCurrent(all[Math.min(Math.max(at + step, 0), all.length - 1)]);
    if (!current.hasAttribute("tabindex")) current.tabIndex = -1;
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest" });
    current.dispatchEvent(new CustomEvent("rd:current", { bubbles: true }));
  }

  function open() {
    const link = current && (current.querySelector("[data-rd-open]") || current.querySelector("a[href]"));
    if (link) link.click();
    return Boolean(link);
  }

  function press(key) {
    const selector = `[data-rd-key="${key}"]`;
    const inRow = current && current.isConnected ? [...current.querySelectorAll(selector)].find(visible) : null;
    const control = inRow || [...document.querySelectorAll(selector)].find(visible);
    if (control) control.matches("input:not([type=checkbox]), textarea, select") ? control.focus() : control.click();
    return Boolean(control);
  }

  function select() {
    const box = current && current.querySelector("input[type=checkbox]");
    if (box) box.click();
    return Boolean(box);
  }

  function helpRows() {
    const fixed = [
      ["?", words("help", "This list")], ["j", words("next", "Next row")], ["k", words("previous", "Row before")],
      ["Enter", words("open", "Open the row")], ["x", words("select", "Select the row")],
      ["g h", words("home", "Home")], ["g p", words("preview", "Preview")], ["g c", words("copy", "Copy desk")],
      ["g j", words("jobs", "Jobs")], ["⌘ K", words("search", "Search")],
    ];
    const seen = new Set(fixed.map(([key]) => key));
    const here = [...document.querySelectorAll("[data-rd-key]")].flatMap((node) => {
      const key = node.dataset.rdKey;
      if (seen.has(key)) return [];
      seen.add(key);
      return [[key, node.dataset.rdHelp || node.getAttribute("aria-label") || node.textContent.trim()]];
    });
    return [...here, ...fixed];
  }

  function showHelp() {
    const dialog = document.createElement("dialog");
    dialog.className = "rd-dialog";
    dialog.setAttribute("aria-label", words("keyboard", "Keyboard"));
    const head = document.createElement("div");
    head.className = "rd-panel__head";
    const title = document.createElement("h2");
    title.className = "rd-panel__title";
    title.textContent = words("keyboard", "Keyboard");
    const close = document.createElement("button");
    close.className = "rd-button rd-button--small";
    close.textContent = words("close", "Close");
    close.addEventListener("click", () => dialog.close());
    head.append(title, close);
    const list = document.createElement("div");
    list.className = "rd-panel__body rd-keys";
    for (const [key, meaning] of helpRows()) {
      const keys = document.createElement("span");
      for (const part of key.split(" ")) {
        const cap = document.createElement("kbd");
        cap.className = "rd-key";
        cap.textContent = part;
        keys.append(cap, " ");
      }
      const text = document.createElement("span");
      text.textContent = meaning;
      list.append(keys, text);
    }
    dialog.append(head, list);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  function act(key) {
    if (waitingForPage) {
      waitingForPage = false;
      if (PAGES[key]) location.href = PAGES[key];
      return Boolean(PAGES[key]);
    }
    if (key === "?") return showHelp(), true;
    if (key === "g") return (waitingForPage = true), setTimeout(() => (waitingForPage = false), 1500), true;
    if (key === "j") return move(1), true;
    if (key === "k") return move(-1), true;
    if (key === "Enter") return document.activeElement === current && open();
    if (key === "x") return press("x") || select();
    return /^[a-z]$/.test(key) && press(key);
  }

  /* Where the focus goes, the current row goes: by tab, by click, or after a list was drawn anew. */
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-rd-item]");
    if (row && row !== current) makeCurrent(row);
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], dialog")) return;
    if (act(event.key)) event.preventDefault();
  });
})();
