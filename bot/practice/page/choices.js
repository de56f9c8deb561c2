// Checkboxes and radio buttons.

import { el, freshId } from "./dom.js";
import { entered } from "./surface.js";
import { textNodes } from "./texts.js";

function choice(option, { type, name, checked }) {
  const box = el("input", { type, name, value: option.value, checked });
  const words = el("span", { class: "choice-words" }, el("span", {}, textNodes(option.text)),
    option.description && el("span", { class: "choice-description" }, textNodes(option.description)));
  return { option, box, node: el("label", { class: "choice" }, box, words) };
}

function group(one, surface, blockId, { silent, type, initial, entryOf }) {
  const held = surface.form.declare(blockId, one.action_id, { type: one.type, ...initial });
  const ticked = new Set([held.selected_option, ...(held.selected_options ?? [])].filter(Boolean).map((o) => o.value));
  const name = freshId("choice");
  const rows = one.options.map((option) => choice(option, { type, name, checked: ticked.has(option.value) }));
  const node = el(
    "div",
    { class: "choices", role: type === "radio" ? "radiogroup" : "group", data: { field: "" } },
    rows.map((row) => row.node),
  );
  node.addEventListener("change", () => {
    const picked = rows.filter((row) => row.box.checked).map((row) => row.option);
    entered({ node, one, surface, blockId, silent }, entryOf(picked));
  });
  return node;
}

/** Any number of options. */
export function checkboxes(one, surface, blockId, { silent }) {
  return group(one, surface, blockId, {
    silent,
    type: "checkbox",
    initial: { selected_options: one.initial_options ?? [] },
    entryOf: (picked) => ({ selected_options: picked }),
  });
}

/** One of the options. */
export function radioButtons(one, surface, blockId, { silent }) {
  return group(one, surface, blockId, {
    silent,
    type: "radio",
    initial: { selected_option: one.initial_option ?? null },
    entryOf: (picked) => ({ selected_option: picked[0] ?? null }),
  });
}
