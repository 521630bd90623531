// Puts the page's parts together.

import "./morph.js";
import "./combobox.js";
import "./menus.js";
import { app, say } from "./send.js";
import { calls, listen } from "./live.js";
import { tick } from "./clock.js";
import { syncDialog } from "./modal.js";
import { start as startComposer } from "./composer.js";
import { start as startScroll } from "./scroll.js";

function start() {
  listen();
  startComposer();
  startScroll();
  syncDialog();
  tick();
}

// After going somewhere: the keyboard is where one would type, and the drawer is out of the way.
document.body.addEventListener("htmx:afterSwap", event => {
  if (event.detail.target?.id !== "app" && event.detail.target?.id !== "root") return;
  drawer(false);
  document.getElementById("people")?.hidePopover?.();
  document.getElementById("clock-panel")?.hidePopover?.();
  start();
  const area = document.querySelector(".thread [data-composer]") ?? document.querySelector("[data-composer]");
  if (matchMedia("(hover: hover)").matches) area?.focus({ preventScroll: true });
});
document.body.addEventListener("htmx:historyRestore", start);
document.body.addEventListener("htmx:responseError", () => say("That did not work: the sandbox answered with an error."));
document.body.addEventListener("htmx:sendError", event => {
  if (event.detail.requestConfig?.verb !== "get") say("The sandbox did not answer. Is Steward still running?");
});

function drawer(open) {
  app().classList.toggle("drawer-open", open);
  if (open) document.querySelector("#side a")?.focus();
}

function log(open) {
  const panel = document.getElementById("log");
  panel.hidden = !open;
  document.body.classList.toggle("log-open", open);
  document.querySelector("[data-log=toggle]").setAttribute("aria-expanded", String(open));
  localStorage.setItem("log", open ? "open" : "");
  if (open) calls();
}

document.addEventListener("click", event => {
  const opens = event.target.closest("[data-drawer]");
  if (opens) drawer(opens.dataset.drawer === "open");
  const logs = event.target.closest("[data-log]");
  if (logs) log(logs.dataset.log === "toggle" && document.getElementById("log").hidden);
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape" && app().classList.contains("drawer-open")) {
    drawer(false);
    document.querySelector("[data-drawer=open]").focus();
  }
});

// A call's bodies are read when somebody looks.
document.addEventListener("toggle", async event => {
  const bodies = event.target.matches?.("details.call[open]") && event.target.querySelector("[data-load]");
  if (!bodies || bodies.dataset.loaded) return;
  bodies.dataset.loaded = "true";
  bodies.innerHTML = await (await fetch(bodies.dataset.load)).text();
}, true);

start();
if (localStorage.getItem("log")) log(true);
