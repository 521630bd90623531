// Keeps the messages where the reader wants them, and marks what was seen as read.

import { send } from "./send.js";

const started = new WeakSet();
const marked = new Map();

function pane(list) {
  return list.closest("[data-scroll]");
}

function atEnd(scroll) {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 48;
}

export function beforeMessages(list) {
  return { end: atEnd(pane(list)), last: list.lastElementChild?.id };
}

export function afterMessages(list, before) {
  if (!list) return;
  const last = list.lastElementChild;
  if (before.end) pane(list).scrollTop = pane(list).scrollHeight;
  if (last && last.id !== before.last && !document.hidden) {
    document.getElementById("said").textContent = last.getAttribute("aria-label") + ": "
      + (last.querySelector(".body")?.innerText ?? "").slice(0, 300);
  }
  seen(list);
}

export function start() {
  for (const scroll of document.querySelectorAll("[data-scroll]")) {
    const list = scroll.querySelector(".messages");
    if (started.has(list)) continue;
    started.add(list);
    const target = scroll.dataset.target && list.querySelector(`[data-ts="${CSS.escape(scroll.dataset.target)}"]`);
    const line = list.querySelector(".new-line");
    if (target) {
      target.classList.add("targeted");
      target.scrollIntoView({ block: "center" });
    } else if (line) {
      line.scrollIntoView({ block: "center" });
    } else {
      scroll.scrollTop = scroll.scrollHeight;
    }
    scroll.addEventListener("scroll", () => seen(list), { passive: true });
    seen(list);
  }
}

function seen(list) {
  const { read, newest } = list.dataset;
  if (!read || !newest || document.hidden || !atEnd(pane(list)) || marked.get(read) === newest) return;
  marked.set(read, newest);
  send(read, new URLSearchParams({ ts: newest }));
}

document.addEventListener("visibilitychange", () => document.querySelectorAll(".messages[data-read]").forEach(seen));
