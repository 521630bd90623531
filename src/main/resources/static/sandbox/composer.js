// The composer: grows with what is typed, sends on Enter, completes slash commands, takes files.

import { base, send } from "./send.js";

const drafts = new Map();
let sending = Promise.resolve();
let asked = 0;

const list = area => document.getElementById(area.getAttribute("aria-controls"));
const options = area => [...list(area).querySelectorAll("[role=option]")];
const active = area => list(area).querySelector(".active");

export function start() {
  for (const area of document.querySelectorAll("[data-composer]")) {
    if (drafts.has(area.id) && !area.value) area.value = drafts.get(area.id);
    grow(area);
  }
}

function grow(area) {
  area.style.height = "auto";
  area.style.height = Math.min(area.scrollHeight, innerHeight * 0.4) + "px";
}

document.addEventListener("input", event => {
  const area = event.target;
  if (!area.matches?.("[data-composer]")) return;
  drafts.set(area.id, area.value);
  grow(area);
  complete(area);
});

async function complete(area) {
  const mine = ++asked;
  const typed = area.value;
  if (!typed.startsWith("/") || typed.includes("\n")) {
    hide(area);
    return;
  }
  let html;
  try {
    const query = new URLSearchParams({ typed, list: list(area).id });
    html = await (await fetch(`${base()}/completions?${query}`)).text();
  } catch {
    return;
  }
  if (mine !== asked || area.value !== typed) return;
  list(area).innerHTML = html;
  if (!options(area).length) {
    hide(area);
    return;
  }
  area.setAttribute("role", "combobox");
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-expanded", "true");
  list(area).hidden = false;
  activate(area, typed.includes(" ") ? null : options(area)[0]);
}

function hide(area) {
  asked++;
  list(area).hidden = true;
  for (const name of ["role", "aria-autocomplete", "aria-expanded", "aria-activedescendant"]) area.removeAttribute(name);
}

function activate(area, option) {
  active(area)?.classList.remove("active");
  for (const one of options(area)) one.setAttribute("aria-selected", String(one === option));
  option?.classList.add("active");
  option?.scrollIntoView({ block: "nearest" });
  if (option) area.setAttribute("aria-activedescendant", option.id);
  else area.removeAttribute("aria-activedescendant");
}

function accept(area, option) {
  area.value = option.dataset.insert;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}

document.addEventListener("keydown", event => {
  const area = event.target;
  if (!area.matches?.("[data-composer]") || event.isComposing) return;
  const completing = !list(area).hidden;
  const option = active(area);
  if (completing && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    const all = options(area);
    const at = all.indexOf(option);
    const step = event.key === "ArrowDown" ? 1 : -1;
    activate(area, all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length]);
  } else if (completing && event.key === "Escape") {
    event.preventDefault();
    hide(area);
  } else if (completing && event.key === "Tab" && (option ?? options(area)[0])) {
    event.preventDefault();
    accept(area, option ?? options(area)[0]);
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    // Enter takes a proposal that says more than what is typed, and sends what is typed in full.
    if (completing && option && option.dataset.insert.trim() !== area.value.trim()) accept(area, option);
    else area.form.requestSubmit();
  }
});

document.addEventListener("mousedown", event => {
  const option = event.target.closest?.(".completions [role=option]");
  if (!option) return;
  event.preventDefault();
  accept(option.closest("form").querySelector("[data-composer]"), option);
});

document.addEventListener("focusout", event => {
  if (event.target.matches?.("[data-composer]")) hide(event.target);
});

document.addEventListener("submit", event => {
  const form = event.target;
  if (!form.matches(".composer")) return;
  event.preventDefault();
  const area = form.querySelector("[data-composer]");
  const typed = area.value;
  const chooser = form.querySelector("[data-files-chosen]");
  if (!typed.trim() && !chooser.files.length) return;
  const values = new FormData(form);
  const put = value => {
    area.value = value;
    drafts.set(area.id, value);
    grow(area);
  };
  put("");
  chooser.value = "";
  files(form);
  hide(area);
  // One after the other, so that messages arrive in the order they were typed.
  sending = sending.then(async () => {
    const worked = await send(form.dataset.post, values, form);
    if (!worked && !area.value) put(typed);
  });
});

document.addEventListener("change", event => {
  if (event.target.matches?.("[data-files-chosen]")) files(event.target.form);
});

function files(form) {
  const shown = [...form.querySelector("[data-files-chosen]").files].map(file => {
    const chip = document.createElement("span");
    chip.className = "chip";
    chip.textContent = file.name;
    return chip;
  });
  form.querySelector(".composer-files").replaceChildren(...shown);
}

// Files of a form's file field are put at once; the field then holds their ids.
document.addEventListener("change", async event => {
  const field = event.target.closest?.("[data-files]");
  if (!field || event.target.type !== "file") return;
  const chooser = event.target;
  const place = field.querySelector(".file-chips");
  field.setAttribute("aria-busy", "true");
  for (const file of chooser.files) {
    const body = new FormData();
    body.append("file", file);
    try {
      const answer = await fetch(`${base()}/files`, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.statusText);
      place.append(fileChip(field.dataset.files, file.name, await answer.text()));
    } catch {
      place.append(`${file.name} could not be uploaded. `);
    }
  }
  field.removeAttribute("aria-busy");
  chooser.value = "";
  if (field.dataset.use) field.dispatchEvent(new Event("change", { bubbles: true }));
});

function fileChip(name, label, id) {
  const chip = document.createElement("span");
  chip.className = "chip";
  const words = document.createElement("span");
  words.className = "chip-label";
  words.textContent = label;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "chip-remove";
  remove.textContent = "✕";
  remove.setAttribute("aria-label", "Remove " + label);
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = name;
  hidden.value = id;
  chip.append(words, remove, hidden);
  return chip;
}

document.addEventListener("click", event => {
  const remove = event.target.closest(".file-chips .chip-remove");
  if (remove) remove.closest(".chip").remove();
});
