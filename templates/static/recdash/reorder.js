// Rules can be dragged, or moved with Alt and the arrow keys, within their kind; the server then says the new order.
(() => {
  let dragged = null;
  const rowOf = (target) => (target instanceof Element ? target.closest("[data-reorder] > [data-key]") : null);

  function send(list) {
    const keys = [...list.children].map((row) => row.dataset.key).join(",");
    const form = list.closest("form");
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    htmx.ajax("POST", form.action, { target: "#release", values: { order: keys, csrfmiddlewaretoken: token } });
  }

  document.addEventListener("dragstart", (event) => { dragged = rowOf(event.target); });
  document.addEventListener("dragover", (event) => {
    const over = rowOf(event.target);
    if (!dragged || !over || over === dragged || over.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    over[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
  });
  document.addEventListener("dragend", () => {
    if (dragged) send(dragged.parentElement);
    dragged = null;
  });
  document.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const other = event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    event.preventDefault();
    other[event.key === "ArrowUp" ? "before" : "after"](row);
    row.focus();
    send(row.parentElement);
  });
})();
