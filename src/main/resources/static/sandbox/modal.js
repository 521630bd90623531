// The stack of modals: opens, submits, closes, and puts the focus where the person needs it.

import { morph } from "./morph.js";
import { base, say, use } from "./send.js";

let shown;
let last = Promise.resolve();

// What reads or changes the stack takes its turn: no answer overtakes another, and no press is lost behind a reading.
function inTurn(work) {
  last = last.then(work, work);
  return last;
}

export const topView = () => document.querySelector("#modals > .modal:not([hidden])");

export function syncDialog() {
  const dialog = document.getElementById("dialog");
  const top = topView();
  if (!top) {
    shown = undefined;
    if (dialog.open) dialog.close();
    return;
  }
  dialog.setAttribute("aria-labelledby", `view-${top.dataset.view}-title`);
  if (!dialog.open) dialog.showModal();
  if (shown !== top.dataset.view) {
    shown = top.dataset.view;
    focusFirst(top);
  } else if (!dialog.contains(document.activeElement)) {
    focusFirst(top);
  }
}

const FIRST = ".modal-body input:not([type=hidden]):not([disabled]), .modal-body textarea, .modal-body button, .modal-body a";

function focusFirst(form) {
  const wanted = form.querySelector("[data-focus]");
  const field = wanted?.matches("input, textarea") ? wanted : wanted?.querySelector("input:not([type=hidden]), textarea");
  (field ?? form.querySelector(FIRST) ?? form.querySelector(".modal-foot button"))?.focus();
}

// Reads the stack anew, unless what is shown knows of that change already.
export const readModals = change => inTurn(async () => {
  if (Number(stack().dataset.asOf) >= change) return;
  const top = topView();
  await show(base() + "/parts/views", values(top, { view: top?.dataset.view ?? "" }));
});

const stack = () => document.getElementById("modals");

function values(form, others) {
  const values = new URLSearchParams(form ? new FormData(form) : undefined);
  for (const [name, value] of Object.entries(others)) values.set(name, value);
  return values;
}

async function show(url, values) {
  const answer = await fetch(url, { method: "POST", body: values });
  if (!answer.ok) throw new Error(answer.statusText);
  const read = document.createElement("template");
  read.innerHTML = await answer.text();
  morph(stack(), read.content.getElementById("modals"));
  syncDialog();
}

function post(form, what, others = {}) {
  const typed = values(form, others);
  form.setAttribute("aria-busy", "true");
  const submit = form.querySelector("[type=submit]");
  if (submit) submit.disabled = true;
  return inTurn(async () => {
    try {
      await show(`${form.dataset.place}/${what}`, typed);
    } catch {
      say("The sandbox did not answer. Is Steward still running?");
    } finally {
      form.removeAttribute("aria-busy");
      if (submit) submit.disabled = false;
    }
    const wrong = topView()?.querySelector(".input-wrong [aria-invalid=true]");
    if (what === "submits" && wrong) {
      (wrong.matches("input, textarea") ? wrong : wrong.querySelector("input:not([type=hidden])") ?? wrong).focus();
    }
  });
}

document.addEventListener("submit", event => {
  const form = event.target;
  if (form.matches(".modal")) {
    event.preventDefault();
    if (form.getAttribute("aria-busy") !== "true") post(form, "submits");
  } else if (form.matches("form[data-place]")) {
    event.preventDefault();
  }
});

document.addEventListener("click", event => {
  const button = event.target.closest("[data-view-close]");
  if (button) post(button.closest("form"), "closes", { all: button.dataset.viewClose === "all" });
});

document.getElementById("dialog").addEventListener("cancel", event => {
  if (event.target.id !== "dialog") return;
  event.preventDefault();
  const top = topView();
  if (top) post(top, "closes", { all: false });
});

// Fields that tell the app on enter, or while somebody types.
const pauses = new WeakMap();

document.addEventListener("keydown", event => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || !field.matches?.("form[data-place] input.field, form[data-place] textarea.field")) return;
  const multiline = field.nodeName === "TEXTAREA";
  if (field.dataset.use?.includes("enter") && !(multiline && event.shiftKey)) {
    event.preventDefault();
    clearTimeout(pauses.get(field));
    use(field);
  } else if (multiline && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    field.form.requestSubmit();
  }
});

document.addEventListener("input", event => {
  const field = event.target;
  count(field);
  forgive(field);
  if (!field.dataset?.use?.includes("type")) return;
  clearTimeout(pauses.get(field));
  pauses.set(field, setTimeout(() => use(field), 350));
});

// What was wrong with a field is old news once it is typed in again.
function forgive(field) {
  const wrong = field.closest?.(".input-wrong");
  if (!wrong) return;
  wrong.classList.remove("input-wrong");
  wrong.querySelector(".input-error")?.remove();
  field.removeAttribute("aria-invalid");
}

function count(field) {
  const most = Number(field.dataset?.most);
  if (!most) return;
  const left = most - [...field.value].length;
  let output = field.parentNode.querySelector("output.count");
  if (!output) {
    output = document.createElement("output");
    output.className = "count";
    field.after(output);
  }
  output.textContent = left < most * 0.2 ? String(left) : "";
  output.classList.toggle("count-over", left < 0);
}

// The simple editor of rich text: its buttons put marks around what is selected.
document.addEventListener("click", event => {
  const tool = event.target.closest("[data-wrap]");
  if (!tool) return;
  const area = tool.closest(".rich").querySelector("textarea");
  const { selectionStart: from, selectionEnd: to, value } = area;
  const mark = tool.dataset.wrap;
  area.setRangeText(mark + value.slice(from, to) + mark, from, to, "end");
  if (from === to) area.selectionEnd = area.selectionStart = from + mark.length;
  area.focus();
});
