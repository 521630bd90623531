// Every select: a field to type in, a list that narrows, by the ARIA combobox pattern.

let asking = 0;

const root = element => element.closest?.("[data-combo]");
const input = combo => combo.querySelector(".combo-input");
const list = combo => combo.querySelector(".combo-list");
const many = combo => combo.classList.contains("combo-many");
const options = combo => [...list(combo).querySelectorAll("[role=option]:not([hidden])")];
const isOpen = combo => input(combo).getAttribute("aria-expanded") === "true";
const chosen = combo => [...combo.querySelectorAll("[data-chosen]")];
const isExternal = combo => "askAction" in combo.dataset;

function open(combo) {
  if (isOpen(combo)) return;
  document.querySelectorAll("[data-combo]").forEach(other => other !== combo && close(other));
  input(combo).setAttribute("aria-expanded", "true");
  list(combo).hidden = false;
  if (isExternal(combo)) ask(combo, "");
  else narrow(combo, "");
  place(combo);
}

export function close(combo) {
  if (!isOpen(combo)) return;
  input(combo).setAttribute("aria-expanded", "false");
  activate(combo, null);
  list(combo).hidden = true;
}

// Fixed to the window, so that a scrolling modal does not cut the list off.
function place(combo) {
  const box = combo.querySelector(".combo-box").getBoundingClientRect();
  const below = innerHeight - box.bottom - 12;
  const up = below < 180 && box.top > below;
  Object.assign(list(combo).style, {
    left: box.left + "px", width: box.width + "px",
    top: up ? "auto" : box.bottom + 4 + "px", bottom: up ? innerHeight - box.top + 4 + "px" : "auto",
    maxHeight: Math.max(120, Math.min(300, up ? box.top - 12 : below)) + "px",
  });
}

function narrow(combo, typed) {
  const words = typed.trim().toLocaleLowerCase();
  let any = false;
  let heading = null;
  for (const item of list(combo).children) {
    if (item.classList.contains("combo-none")) continue;
    if (item.getAttribute("role") === "presentation") {
      heading = item;
      heading.hidden = true;
      continue;
    }
    item.hidden = !item.textContent.toLocaleLowerCase().includes(words);
    if (!item.hidden) {
      any = true;
      if (heading) heading.hidden = false;
    }
  }
  note(combo, any ? null : "No matches");
  activate(combo, words ? options(combo)[0] : options(combo).find(isChosen) ?? null);
}

const isChosen = option => option.getAttribute("aria-selected") === "true";

function note(combo, words) {
  list(combo).querySelector(".combo-none")?.remove();
  if (!words) return;
  const item = document.createElement("li");
  item.className = "combo-none";
  item.setAttribute("role", "presentation");
  item.textContent = words;
  list(combo).append(item);
}

let pause;

function ask(combo, typed) {
  clearTimeout(pause);
  const least = Number(combo.dataset.askMin);
  if (typed.length < least) {
    list(combo).replaceChildren();
    note(combo, least === 1 ? "Type to search" : `Type at least ${least} letters`);
    return;
  }
  pause = setTimeout(async () => {
    const mine = ++asking;
    note(combo, "Searching…");
    const body = new URLSearchParams({
      block: combo.dataset.askBlock, action: combo.dataset.askAction, typed, list: input(combo).id,
    });
    let html;
    try {
      html = await (await fetch(combo.closest("[data-place]").dataset.place + "/asks", { method: "POST", body })).text();
    } catch {
      html = null;
    }
    if (mine !== asking) return;
    if (html === null) {
      note(combo, "Options could not be loaded");
      return;
    }
    list(combo).innerHTML = html;
    mark(combo);
    activate(combo, typed ? options(combo)[0] ?? null : null);
    place(combo);
  }, typed ? 180 : 0);
}

function mark(combo) {
  const values = new Set(chosen(combo).map(field => field.value));
  for (const option of list(combo).querySelectorAll("[role=option]")) {
    option.setAttribute("aria-selected", String(values.has(option.dataset.value)));
  }
}

function activate(combo, option) {
  list(combo).querySelector(".active")?.classList.remove("active");
  option?.classList.add("active");
  if (option) input(combo).setAttribute("aria-activedescendant", option.id);
  else input(combo).removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function move(combo, step) {
  const all = options(combo);
  if (!all.length) return;
  const at = all.findIndex(option => option.classList.contains("active"));
  activate(combo, all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length]);
}

function hidden(combo, value) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = combo.dataset.combo;
  field.value = value;
  field.dataset.chosen = "";
  return field;
}

function choose(combo, option) {
  const label = option.querySelector(".combo-option-label").textContent;
  const value = option.dataset.value;
  if (many(combo)) {
    const had = chosen(combo).find(field => field.value === value);
    const most = Number(combo.dataset.max) || Infinity;
    if (had) had.closest(".chip").remove();
    else if (chosen(combo).length < most) input(combo).before(chip(combo, value, label));
    input(combo).value = "";
    mark(combo);
    if (isExternal(combo)) ask(combo, "");
    else narrow(combo, "");
    place(combo);
  } else {
    chosen(combo).forEach(field => field.remove());
    combo.querySelector(".combo-box").prepend(hidden(combo, value));
    input(combo).value = label;
    input(combo).dataset.label = label;
    combo.querySelector(".combo-clear").hidden = false;
    mark(combo);
    close(combo);
  }
  changed(combo);
}

function chip(combo, value, label) {
  const made = document.createElement("span");
  made.className = "chip";
  const words = document.createElement("span");
  words.className = "chip-label";
  words.textContent = label;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "chip-remove";
  remove.textContent = "✕";
  remove.setAttribute("aria-label", "Remove " + label);
  made.append(words, remove, hidden(combo, value));
  return made;
}

function clear(combo) {
  chosen(combo).forEach(field => field.remove());
  input(combo).value = "";
  input(combo).dataset.label = "";
  combo.querySelector(".combo-clear").hidden = true;
  mark(combo);
  changed(combo);
}

function changed(combo) {
  combo.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("click", event => {
  const combo = root(event.target);
  if (!combo) return;
  const option = event.target.closest("[role=option]");
  if (option) {
    choose(combo, option);
    input(combo).focus();
  } else if (event.target.closest(".chip-remove")) {
    event.target.closest(".chip").remove();
    mark(combo);
    changed(combo);
    input(combo).focus();
  } else if (event.target.closest(".combo-clear")) {
    clear(combo);
    input(combo).focus();
  } else if (event.target.closest(".combo-box")) {
    input(combo).focus();
    open(combo);
    if (!many(combo)) input(combo).select();
  }
});

document.addEventListener("mousedown", event => {
  if (event.target.closest?.(".combo-list")) event.preventDefault();
});

document.addEventListener("focusin", event => {
  if (event.target.matches?.(".combo-input") && event.target.dataset.label === undefined) {
    event.target.dataset.label = many(root(event.target)) ? "" : event.target.value;
  }
});

document.addEventListener("focusout", event => {
  const combo = event.target.matches?.(".combo-input") && root(event.target);
  if (!combo || combo.contains(event.relatedTarget)) return;
  if (!many(combo) && event.target.value === "" && chosen(combo).length) clear(combo);
  event.target.value = event.target.dataset.label ?? "";
  close(combo);
});

document.addEventListener("input", event => {
  const combo = event.target.matches?.(".combo-input") && root(event.target);
  if (!combo) return;
  open(combo);
  if (isExternal(combo)) ask(combo, event.target.value);
  else narrow(combo, event.target.value);
});

document.addEventListener("keydown", event => {
  const combo = event.target.matches?.(".combo-input") && root(event.target);
  if (!combo || event.isComposing) return;
  const active = list(combo).querySelector(".active");
  switch (event.key) {
    case "ArrowDown":
    case "ArrowUp":
      event.preventDefault();
      if (isOpen(combo)) move(combo, event.key === "ArrowDown" ? 1 : -1);
      else open(combo);
      break;
    case "Enter":
      event.preventDefault();
      if (isOpen(combo) && active) choose(combo, active);
      else open(combo);
      break;
    case "Tab":
      if (isOpen(combo) && active && !many(combo)) choose(combo, active);
      break;
    case "Escape":
      if (isOpen(combo)) {
        event.preventDefault();
        event.stopPropagation();
        event.target.value = event.target.dataset.label ?? "";
        close(combo);
      }
      break;
    case "Backspace":
      if (many(combo) && event.target.value === "" && chosen(combo).length) {
        chosen(combo).at(-1).closest(".chip").remove();
        mark(combo);
        changed(combo);
      }
      break;
  }
});

addEventListener("resize", () => document.querySelectorAll("[data-combo]").forEach(close));
document.addEventListener("scroll", event => {
  if (event.target.nodeType === Node.ELEMENT_NODE && event.target.matches(".combo-list")) return;
  document.querySelectorAll("[data-combo]").forEach(combo => isOpen(combo) && place(combo));
}, true);
