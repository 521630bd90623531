// Sends what a person does and shows what went wrong with it.

import { morph } from "./morph.js";

export const app = () => document.getElementById("app");
export const base = () => app().dataset.base;

export async function send(url, values, busy) {
  busy?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { method: "POST", body: values ?? new URLSearchParams() });
    if (!answer.ok) throw new Error(answer.statusText);
    if (answer.status === 204) return true;
    const html = document.createElement("div");
    html.innerHTML = await answer.text();
    const notice = html.querySelector("#notice");
    if (notice) show(notice);
    return answer.headers.get("X-Worked") !== "false";
  } catch {
    say("The sandbox did not answer. Is Steward still running?");
    return false;
  } finally {
    busy?.removeAttribute("aria-busy");
  }
}

function show(notice) {
  morph(document.getElementById("notice"), notice);
  place();
}

export function say(sentence) {
  const notice = document.getElementById("notice");
  notice.querySelector("span").textContent = sentence;
  notice.hidden = false;
  place();
}

// Behind an open modal nothing can be read or pressed, so the notice goes where the person is.
function place() {
  const open = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const notice = document.getElementById("notice");
  if (notice.parentNode !== open) open.append(notice);
}

document.addEventListener("click", event => {
  if (event.target.closest("[data-notice=close]")) document.getElementById("notice").hidden = true;
});

export function fields(element) {
  const form = element.closest("form");
  return new URLSearchParams(form ? new FormData(form) : undefined);
}

// Uses a button or field of a message, modal or App Home: what Slack calls a block action.
export async function use(element, origin = element) {
  const place = origin.closest("[data-place]");
  if (!place) return;
  const confirmation = origin.closest(".with-confirm")?.querySelector(":scope > template.confirmation");
  if (confirmation && !(await sure(confirmation.content.cloneNode(true)))) return;
  const values = fields(origin);
  values.set("block", element.dataset.block);
  values.set("action", element.dataset.action);
  if ("value" in element.dataset) values.set("value", element.dataset.value);
  await send(place.dataset.place + "/uses", values, origin);
}

// Asks in a small dialog; resolves to the answer, or to the text typed where there is a field.
export function sure(content) {
  const dialog = document.getElementById("confirm");
  dialog.replaceChildren(content);
  const heading = dialog.querySelector("h2");
  if (heading) dialog.setAttribute("aria-label", heading.textContent);
  return new Promise(resolve => {
    dialog.onclick = event => {
      const button = event.target.closest("button[value]");
      if (button || event.target === dialog) dialog.close(button?.value ?? "no");
    };
    dialog.onclose = () => {
      const typed = dialog.querySelector("textarea");
      resolve(dialog.returnValue === "yes" ? typed?.value ?? true : false);
    };
    dialog.returnValue = "no";
    dialog.showModal();
    (dialog.querySelector("textarea") ?? dialog.querySelector("button[value=yes]"))?.focus();
  });
}

export function question(title, text, yes, danger, typed) {
  const body = document.createElement("div");
  body.className = "confirm-body";
  const heading = document.createElement("h2");
  heading.textContent = title;
  body.append(heading);
  if (text) {
    const words = document.createElement("p");
    words.textContent = text;
    body.append(words);
  }
  if (typed !== undefined) {
    const area = document.createElement("textarea");
    area.className = "field field-area";
    area.rows = 4;
    area.value = typed;
    area.setAttribute("aria-label", title);
    body.append(area);
  }
  const buttons = document.createElement("div");
  buttons.className = "confirm-buttons";
  for (const [value, label, classes] of [["no", "Cancel", "btn"], ["yes", yes, danger ? "btn btn-danger" : "btn btn-primary"]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.value = value;
    button.className = classes;
    button.textContent = label;
    buttons.append(button);
  }
  body.append(buttons);
  return sure(body);
}
