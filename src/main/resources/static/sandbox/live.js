// Hears of changes by server-sent events and reads the parts of the page they touch anew.

import { app, base } from "./send.js";
import { beforeMessages, afterMessages } from "./scroll.js";
import { readModals } from "./modal.js";
import { readClock } from "./clock.js";

let source;
let listeningTo;
// The number of the last change that was heard of.
let news = 0;
const waiting = new Map();
const reading = new Set();

export function listen() {
  if (listeningTo === base() && source && source.readyState !== EventSource.CLOSED) {
    // The page that was gone to was read before the last of what was heard on the way.
    if (Number(app().dataset.asOf) < news) everything();
    return;
  }
  source?.close();
  listeningTo = base();
  source = new EventSource(listeningTo + "/live");
  source.addEventListener("ready", event => {
    document.body.classList.remove("away");
    news = JSON.parse(event.data).number;
    document.getElementById("modals").dataset.asOf = "-1";
    everything();
  });
  source.addEventListener("error", () => document.body.classList.add("away"));
  hear("messages", told => messages(told.channel));
  hear("conversations", () => soon("sidebar", sidebar));
  hear("views", () => soon("views", views));
  hear("home", () => soon("home", home));
  hear("calls", () => soon("calls", calls));
  hear("clock", () => {
    soon("clock", readClock);
    messages();
  });
}

function hear(what, then) {
  source.addEventListener(what, event => {
    const told = JSON.parse(event.data);
    news = Math.max(news, told.number);
    then(told);
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

const views = () => readModals(news);

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
