// The list of slash commands that opens above the composer while one types a slash.

import { el, fill, freshId, steppedIndex } from "./dom.js";
import { state } from "./store.js";

/** The commands that begin with what was typed; none once the command is complete and words follow. */
export function commandsFor(text) {
  if (!text.startsWith("/") || /\s/.test(text)) return [];
  return state.commands.filter((one) => one.command.startsWith(text.toLowerCase()));
}

/** The command whose words are being typed, for its usage hint. */
export function commandBeing(text) {
  const name = text.split(/\s/, 1)[0].toLowerCase();
  return /\s/.test(text) ? state.commands.find((one) => one.command === name) : undefined;
}

/** Make the list for a text field. `onPick(command)` is told which was chosen. */
export function makeHints(field, onPick) {
  const id = freshId("hints");
  const box = el("div", { class: "hints", role: "listbox", id, "aria-label": "Slash commands", hidden: true });
  field.setAttribute("aria-controls", id);
  const hints = { field, box, onPick, found: [], index: 0 };
  return {
    box,
    isOpen: () => hints.found.length > 0,
    update: () => show(hints, commandsFor(field.value)),
    close: () => show(hints, []),
    step: (key) => step(hints, key),
    chosen: () => hints.found[hints.index],
  };
}

function show(hints, found) {
  hints.found = found;
  hints.index = 0;
  fill(
    hints.box,
    el("div", { class: "hints-title", text: `Commands of ${state.app.name}` }),
    found.map((one, index) => row(hints, one, index)),
  );
  hints.box.hidden = !found.length;
  hints.field.setAttribute("aria-expanded", String(found.length > 0));
  light(hints, 0);
}

function row(hints, one, index) {
  return el("div", {
    class: "hint-row", role: "option", id: freshId("hint"),
    // The field keeps the focus: a press of the mouse must not take it away before the click lands.
    on: {
      pointerdown: (event) => event.preventDefault(),
      click: () => hints.onPick(one),
      pointermove: () => light(hints, index),
    },
  }, el(
    "span",
    { class: "hint-command" },
    el("strong", { text: one.command }),
    one.usage_hint && el("span", { class: "hint-usage", text: one.usage_hint }),
  ),
  el("span", { class: "hint-description", text: one.description ?? "" }));
}

function light(hints, index) {
  const rows = hints.box.querySelectorAll(".hint-row");
  rows.forEach((node, at) => {
    node.classList.toggle("lit", at === index);
    node.setAttribute("aria-selected", String(at === index));
  });
  hints.index = index;
  if (rows[index]) hints.field.setAttribute("aria-activedescendant", rows[index].id);
  else hints.field.removeAttribute("aria-activedescendant");
  rows[index]?.scrollIntoView({ block: "nearest" });
}

function step(hints, key) {
  const next = ["ArrowUp", "ArrowDown"].includes(key) ? steppedIndex(key, hints.index, hints.found.length) : null;
  if (next === null) return false;
  light(hints, next);
  return true;
}
