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
