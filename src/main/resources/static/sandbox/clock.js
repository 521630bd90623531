// The clock at the top, and the panel that moves it.

import { morph } from "./morph.js";
import { say } from "./send.js";

let ticking;

// The server says what time it is, because that can be moved; the browser only counts on from there.
export function tick() {
  const clock = document.getElementById("clock");
  const ahead = Date.parse(clock.dataset.now) - Date.now();
  const timeZone = clock.dataset.zone;
  const day = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", day: "numeric", month: "short" });
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  clearInterval(ticking);
  const show = () => {
    clock.firstElementChild.textContent = day.format(Date.now() + ahead).replace(",", "") + ", ";
    clock.lastElementChild.textContent = time.format(Date.now() + ahead);
    const large = document.getElementById("clock-time");
    if (large) large.textContent = clock.lastElementChild.textContent;
  };
  ticking = setInterval(show, 1000);
  show();
}

export async function readClock() {
  const answer = await fetch(panel().dataset.part);
  if (answer.ok) show(await answer.text());
}

const panel = () => document.getElementById("clock-panel");

function show(html) {
  const read = document.createElement("template");
  read.innerHTML = html;
  const content = read.content.getElementById("clock-content");
  const old = document.getElementById("clock-content");
  if (old) morph(old, content);
  else panel().replaceChildren(content);
  document.getElementById("clock").dataset.now = content.dataset.now;
  tick();
  place();
}

// Below its button, as far as the window has room there.
function place() {
  const at = document.querySelector(".clock").getBoundingClientRect();
  panel().style.left = Math.max(8, Math.min(at.left, innerWidth - panel().offsetWidth - 8)) + "px";
}

async function move(button, values) {
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(button.dataset.clock, { method: "POST", body: values });
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.text());
  } catch {
    say("The sandbox did not answer. Is Steward still running?");
  } finally {
    button.removeAttribute("aria-busy");
  }
}

document.addEventListener("click", event => {
  const button = event.target.closest("[data-clock]");
  if (button && !button.hasAttribute("aria-busy")) {
    move(button, new URLSearchParams(button.form ? new FormData(button.form) : undefined));
  }
});

document.addEventListener("submit", event => {
  if (event.target.id !== "clock-set") return;
  event.preventDefault();
  event.target.querySelector("[data-clock]").click();
});

document.addEventListener("toggle", event => {
  if (event.target.id === "clock-panel" && event.newState === "open") {
    place();
    readClock();
  }
}, true);
