// The stack of modals: opens, submits, closes, and puts the focus where the person needs it.

import { use } from "./send.js";

let shown;
let readings = 0;

document.addEventListener("views-read", () => readings++);

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

async function post(form, what, values = {}) {
  const before = readings;
  form.setAttribute("aria-busy", "true");
  const submit = form.querySelector("[type=submit]");
  if (submit) submit.disabled = true;
  try {
    await htmx.ajax("POST", `${form.dataset.place}/${what}`, {
      source: form, target: "#modals", select: "#modals", swap: "morph", values,
    });
  } finally {
    form.removeAttribute("aria-busy");
    if (submit) submit.disabled = false;
  }
  syncDialog();
  // Events came in the meantime: what they brought may be newer than this answer, which put it back. An answer that says what is
  // wrong stays, since a fresh reading would not say it.
  if (readings !== before && !document.querySelector("#modals .modal-banner, #modals .input-error")) {
    document.dispatchEvent(new Event("views-stale"));
  }
  const wrong = topView()?.querySelector(".input-wrong [aria-invalid=true]");
  if (what === "submits" && wrong) {
    (wrong.matches("input, textarea") ? wrong : wrong.querySelector("input:not([type=hidden])") ?? wrong).focus();
  }
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
