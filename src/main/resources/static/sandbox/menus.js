// Menus and the emoji picker: one popover, filled from the template beside the button that opens it.

import { send, say, use, question } from "./send.js";

const popover = document.getElementById("popover");
let opener = null;

function open(button, content) {
  close();
  opener = button;
  (button.closest("dialog") ?? document.body).append(popover);
  popover.replaceChildren(content);
  popover.showPopover();
  button.setAttribute("aria-expanded", "true");
  const at = button.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  popover.style.left = Math.max(8, Math.min(at.right - width, innerWidth - width - 8)) + "px";
  popover.style.top = (at.bottom + height + 8 > innerHeight ? Math.max(8, at.top - height - 4) : at.bottom + 4) + "px";
  popover.querySelector("[role=menuitem]")?.focus();
}

function close(back = false) {
  if (!opener) return;
  opener.removeAttribute("aria-expanded");
  if (back) opener.focus();
  opener = null;
  if (popover.matches(":popover-open")) popover.hidePopover();
}

document.addEventListener("click", async event => {
  const button = event.target.closest("[data-menu], [data-emoji-picker]");
  if (button) {
    const same = opener === button;
    const template = button.matches("[data-menu]") ? button.nextElementSibling : document.getElementById("emoji-picker");
    if (same) close(true);
    else open(button, template.content.cloneNode(true));
    return;
  }
  const item = event.target.closest("#popover [role=menuitem]");
  if (item) {
    const from = opener;
    close(true);
    await act(item, from);
    return;
  }
  if (opener && !event.target.closest("#popover")) close();
  const post = event.target.closest("[data-post]:not(form)");
  if (post) await act(post, post);
  const used = event.target.closest("[data-use=click]");
  if (used) await use(used);
});

async function act(item, from) {
  if (item.dataset.sure && !(await question("Are you sure?", item.dataset.sure, "Delete", true))) return;
  if (item.dataset.action) await use(item, from);
  else if (from.matches("[data-emoji-picker]")) await react(from.dataset.target, item.dataset.emoji);
  else if (item.dataset.copy) await copy(item.dataset.copy);
  else if (item.dataset.edit) await edit(item.dataset.edit);
  else if (item.dataset.emoji) await react(item.dataset.post, item.dataset.emoji, item.dataset.on);
  else if (item.dataset.post) await send(item.dataset.post, undefined, from);
}

function react(url, emoji, on = "true") {
  return send(url, new URLSearchParams({ emoji, on }));
}

async function copy(url) {
  try {
    await navigator.clipboard.writeText(new URL(url, location.href).href);
    document.getElementById("said").textContent = "Link copied";
  } catch {
    say("The browser did not let the link be copied: " + new URL(url, location.href).href);
  }
}

async function edit(id) {
  const message = document.getElementById(id);
  const typed = message.querySelector("template.raw").content.textContent;
  const text = await question("Edit message", "", "Save", false, typed);
  if (text && text !== typed) await send(message.dataset.url + "/edits", new URLSearchParams({ text }));
}

document.addEventListener("change", event => {
  const field = event.target.closest("[data-use=change]");
  if (!field || event.target.matches(".combo-input, [type=file]")) return;
  use(field);
});

document.addEventListener("keydown", event => {
  if (!opener) return;
  const items = [...popover.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 };
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    close(true);
  } else if (event.key in steps && items.length) {
    event.preventDefault();
    const grid = popover.querySelector(".picker") && (event.key === "ArrowDown" || event.key === "ArrowUp") ? 8 : 1;
    items[(at + steps[event.key] * grid + items.length) % items.length].focus();
  } else if (event.key === "Home" || event.key === "End") {
    event.preventDefault();
    items.at(event.key === "Home" ? 0 : -1)?.focus();
  }
});

addEventListener("resize", () => close());
