"use strict";
(() => {
  const panel = document.getElementById("panel");
  const body = document.getElementById("panel-body");
  const title = document.getElementById("panel-title");
  const stops = [...document.querySelectorAll("main .text a.n")];
  let shown = null;
  let origin = null;
  let closing = false;

  const light = (id, on) => {
    for (const mark of document.querySelectorAll(`main .text [data-show="${id}"]`)) mark.classList.toggle("on", on);
  };

  const copyOf = (card, place) => {
    const copy = document.createElement("div");
    copy.className = card.className;
    copy.append(...[...card.childNodes].map((node) => node.cloneNode(true)));
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    for (const line of copy.querySelectorAll("[data-of]")) {
      line.hidden = Boolean(place) && !line.dataset.of.split(" ").includes(place);
    }
    for (const link of copy.querySelectorAll("[data-at]")) link.classList.toggle("here", link.dataset.at === place);
    return copy;
  };

  const show = (mark) => {
    const { show: id, place } = mark.dataset;
    const card = document.getElementById(id);
    if (!card || (shown && shown.id === id && shown.place === place)) return;
    if (shown) light(shown.id, false);
    shown = { id, place };
    light(id, true);
    title.textContent = card.classList.contains("name") ? "Name" : "Quote";
    body.replaceChildren(copyOf(card, place));
    panel.hidden = false;
    panel.scrollTop = 0;
  };

  const close = () => {
    const inside = panel.contains(document.activeElement);
    if (shown) light(shown.id, false);
    shown = null;
    panel.hidden = true;
    if (inside && origin) {
      // Back to the mark that led into the panel, without opening it again.
      closing = true;
      origin.focus();
      closing = false;
    }
  };

  const markOf = (event) => (event.target instanceof Element ? event.target.closest("main .text [data-show]") : null);

  const step = (from, by) => {
    const at = stops.indexOf(from.closest("a.n"));
    const after = stops.findIndex((stop) => from.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
    const next = at >= 0 ? at + by : by > 0 ? after : (after < 0 ? stops.length : after) - 1;
    if (stops[next]) stops[next].focus();
  };

  document.addEventListener("mouseover", (event) => {
    const mark = markOf(event);
    if (mark && !panel.contains(document.activeElement)) show(mark);
  });

  document.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (mark && !closing) show(mark);
  });

  document.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    if (event.target.closest("a.fn")) return;
    event.preventDefault();
    show(mark);
    const link = mark.closest("a");
    if (link) {
      origin = link;
      panel.focus();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Escape" && shown) close();
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by && markOf(event)) {
      event.preventDefault();
      step(event.target, by);
    }
  });

  document.getElementById("panel-close").addEventListener("click", close);

  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) target.focus({ preventScroll: true });
  });

  document.documentElement.classList.add("js");
})();
