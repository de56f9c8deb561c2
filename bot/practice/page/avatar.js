// Small pictures of people (their initials) and of the app (its icon).

import { el } from "./dom.js";
import { state } from "./store.js";

/** A person's initials on their colour. */
export function personAvatar(person, size = "") {
  const node = el("span", { class: `avatar ${size}`, "aria-hidden": "true", text: person?.initials ?? "?" });
  if (person?.color) node.style.backgroundColor = person.color;
  return node;
}

/** The app's icon. */
export function appAvatar(size = "") {
  const source = state.app.icon ?? "/page/icon.svg";
  return el("img", { class: `avatar ${size}`, src: source, alt: "" });
}
