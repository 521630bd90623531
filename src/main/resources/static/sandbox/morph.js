// Makes one element like another without rebuilding it, so that focus, typing, scroll and open menus survive a refresh.

const FIELDS = new Set(["INPUT", "TEXTAREA", "SELECT"]);

export function morph(from, to) {
  if (from.nodeName !== to.nodeName || from.id !== to.id) {
    from.replaceWith(to);
    return to;
  }
  morphElement(from, to);
  return from;
}

function morphElement(from, to) {
  if (from.dataset.keep && from.dataset.keep === to.dataset.keep) {
    describeAnew(from, to);
    return;
  }
  const pristine = isPristine(from);
  morphAttributes(from, to, pristine);
  if (from.nodeName === "TEMPLATE") {
    if (from.innerHTML !== to.innerHTML) from.innerHTML = to.innerHTML;
  } else if (from.nodeName === "TEXTAREA") {
    if (pristine && from.defaultValue !== to.defaultValue) from.value = from.defaultValue = to.defaultValue;
  } else if (!from.dataset.loaded) {
    morphChildren(from, to);
  }
}

// A combobox keeps what was chosen and typed; only what is said about it may change.
function describeAnew(from, to) {
  for (const field of to.querySelectorAll("[id]")) {
    const old = from.querySelector("#" + CSS.escape(field.id));
    if (!old) continue;
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (field.hasAttribute(name)) old.setAttribute(name, field.getAttribute(name));
      else old.removeAttribute(name);
    }
  }
}

function isPristine(element) {
  if (element.nodeName === "INPUT" && (element.type === "checkbox" || element.type === "radio")) {
    return element.checked === element.defaultChecked;
  }
  return !FIELDS.has(element.nodeName) || element.value === element.defaultValue;
}

function morphAttributes(from, to, pristine) {
  const own = name => name === "style" || name === "aria-busy" || (name === "open" && from.nodeName === "DETAILS")
    || (from.hasAttribute("data-composer") && (name === "role" || name.startsWith("aria-")));
  const typed = name => !pristine && (name === "value" || name === "checked");
  for (const { name, value } of [...to.attributes]) {
    if (!own(name) && !typed(name) && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    if (!own(name) && !typed(name) && !to.hasAttribute(name)) from.removeAttribute(name);
  }
}

// Without an id, what has the same tag and first class is taken for the same.
const kind = node => node.nodeName + (node.classList?.[0] ?? "");

function morphChildren(from, to) {
  const wanted = new Set([...to.children].map(child => child.id).filter(Boolean));
  let cursor = from.firstChild;
  const drop = () => {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  };
  for (const next of [...to.childNodes]) {
    let match = null;
    if (next.id) {
      match = [...from.children].find(child => child.id === next.id && child.nodeName === next.nodeName) ?? null;
      // Rather drop what goes anyway than move what stays: moving loses the focus.
      while (match && cursor && cursor !== match && !(cursor.id && wanted.has(cursor.id))) drop();
    } else {
      while (cursor && cursor.id && !wanted.has(cursor.id)) drop();
      if (cursor && !cursor.id && kind(cursor) === kind(next)) match = cursor;
    }
    if (!match) {
      from.insertBefore(next, cursor);
      continue;
    }
    if (match === cursor) cursor = cursor.nextSibling;
    else from.insertBefore(match, cursor);
    if (match.nodeType === Node.ELEMENT_NODE) morphElement(match, next);
    else if (match.data !== next.data) match.data = next.data;
  }
  while (cursor) drop();
}

htmx.defineExtension("morph", {
  isInlineSwap: style => style === "morph",
  handleSwap(style, target, fragment) {
    if (style !== "morph") return false;
    const to = fragment.firstElementChild;
    return to ? [morph(target, to)] : [];
  },
});
