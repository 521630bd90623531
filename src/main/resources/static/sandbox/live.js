// Hears of changes by server-sent events and reads the parts of the page they touch anew.

import { app, base } from "./send.js";
import { beforeMessages, afterMessages } from "./scroll.js";
import { syncDialog, topView } from "./modal.js";
import { readClock } from "./clock.js";

let source;
let listeningTo;
const waiting = new Map();
const reading = new Set();

export function listen() {
  if (listeningTo === base() && source && source.readyState !== EventSource.CLOSED) return;
  source?.close();
  listeningTo = base();
  source = new EventSource(listeningTo + "/live");
  source.addEventListener("ready", () => {
    document.body.classList.remove("away");
    everything();
  });
  source.addEventListener("error", () => document.body.classList.add("away"));
  source.addEventListener("messages", event => messages(JSON.parse(event.data).channel));
  source.addEventListener("conversations", () => soon("sidebar", sidebar));
  source.addEventListener("views", () => soon("views", views));
  source.addEventListener("home", () => soon("home", home));
  source.addEventListener("calls", () => soon("calls", calls));
  source.addEventListener("clock", () => {
    soon("clock", readClock);
    messages();
  });
}

// A hidden page lets go of its connection: browsers allow only six to one address.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    source?.close();
  } else {
    listen();
  }
});

function everything() {
  messages(app().dataset.channel);
  soon("sidebar", sidebar);
  soon("views", views);
  soon("home", home);
  soon("calls", calls);
}

// Ten changes at once are one reading; a change during a reading is one more.
function soon(name, read) {
  if (waiting.has(name)) return;
  waiting.set(name, setTimeout(async () => {
    waiting.delete(name);
    if (reading.has(name)) {
      soon(name, read);
      return;
    }
    reading.add(name);
    try {
      await read();
    } catch {
      // The next change, or the reconnection, reads it anew.
    } finally {
      reading.delete(name);
    }
  }, 25));
}

function messages(channel) {
  if (channel && channel !== app().dataset.channel) return;
  for (const list of document.querySelectorAll(".messages[data-part]")) soon(list.id, () => refreshMessages(list.id));
}

async function refreshMessages(id) {
  const list = document.getElementById(id);
  if (!list) return;
  const before = beforeMessages(list);
  await read(list, list.dataset.part);
  afterMessages(document.getElementById(id), before);
}

function read(part, url) {
  return htmx.ajax("GET", url, { source: part, target: part, select: "#" + CSS.escape(part.id), swap: "morph" });
}

function sidebar() {
  const part = document.getElementById("sidebar");
  return read(part, `${part.dataset.part}?channel=${encodeURIComponent(app().dataset.channel)}`.replace(/\?channel=$/, ""));
}

export async function views() {
  const top = topView();
  const modals = document.getElementById("modals");
  await htmx.ajax("POST", base() + "/parts/views", {
    source: top ?? modals, target: modals, select: "#modals", swap: "morph", values: { view: top?.dataset.view ?? "" },
  });
  document.dispatchEvent(new Event("views-read"));
  syncDialog();
}

document.addEventListener("views-stale", () => soon("views", views));

async function home() {
  const part = document.getElementById("home");
  if (!part) return;
  const form = part.querySelector("form");
  await htmx.ajax("POST", base() + "/parts/home", {
    source: form ?? part, target: part, select: "#home", swap: "morph", values: { view: form?.dataset.view ?? "" },
  });
}

export function calls() {
  const log = document.getElementById("log");
  return log.hidden ? null : read(document.getElementById("calls"), base() + "/parts/calls");
}
