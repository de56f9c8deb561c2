// Building the page: elements are made here and nowhere by parsing HTML, so no text can become markup.

/**
 * Make an element.
 *
 * @param {string} tag
 * @param {object} props `class`, `text`, `on` (event → listener), `data` (dataset); a boolean sets or leaves
 *   out the attribute, null leaves it out, anything else becomes an attribute.
 * @param {...(Node|string|null|Array)} children
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  append(node, children);
  return node;
}

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "text") node.textContent = value;
  else if (name === "value") node.value = value;
  else if (name === "on") {
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  } else if (name === "data") Object.assign(node.dataset, value);
  else node.setAttribute(name, value === true ? "" : value);
}

/** Append nodes, strings and nested lists of them; null and false are left out. */
export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

/** Replace everything inside `node`. */
export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

/**
 * Make `nodes` the children of `parent` by the fewest moves. A node that stays in its place keeps the focus,
 * and a screen reader hears only what is new.
 */
export function settle(parent, nodes) {
  const wanted = nodes.flat(Infinity).filter(Boolean);
  const staying = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!staying.has(child)) child.remove();
  wanted.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}

/** What a control is known by from one drawing to the next. */
const controlKey = (node) =>
  node.dataset.actionId || node.getAttribute("href") || node.getAttribute("aria-label") || node.textContent;

const alike = (node, key) =>
  [...node.querySelectorAll("a, button, input, textarea")].filter((one) => controlKey(one) === key);

/** Run `redraw`, and give the focus to the control in `node` that takes the place of the one that had it. */
export function keepingFocus(node, redraw) {
  const before = document.activeElement;
  const key = node.contains(before) ? controlKey(before) : null;
  const position = key === null ? 0 : alike(node, key).indexOf(before);
  redraw();
  if (key === null || before.isConnected) return;
  const after = alike(node, key);
  (after[position] ?? after.at(-1))?.focus({ preventScroll: true });
}

let serial = 0;

/** A fresh id, for pairing labels, hints and lists with their fields. */
export function freshId(stem) {
  serial += 1;
  return `${stem}-${serial}`;
}

/** Move an option highlight by the arrow keys, Home and End; the new index, or null for another key. */
export function steppedIndex(key, index, count) {
  if (!count) return null;
  if (key === "ArrowDown") return (index + 1) % count;
  if (key === "ArrowUp") return (index - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}
