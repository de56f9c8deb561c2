// Buttons and the overflow menu.

import { confirmed } from "./confirm.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { plain } from "./texts.js";

/** A button; `primary` and `danger` as the app asks, with its confirm dialog if it has one. */
export function button(one, surface, blockId) {
  const node = el("button", {
    class: `button ${one.style ? `button-${one.style}` : ""}`,
    type: "button",
    "aria-label": one.accessibility_label ?? null,
    text: plain(one.text),
  });
  node.addEventListener("click", async () => {
    if (one.url) window.open(one.url, "_blank", "noopener");
    if (one.confirm && !(await confirmed(one.confirm, one.style))) return;
    surface.press(node, one, blockId, { value: one.value });
  });
  return node;
}

/** The three dots with a short menu. */
export function overflow(one, surface, blockId) {
  const node = el(
    "button",
    { class: "button button-overflow", type: "button", "aria-label": "More actions", "aria-haspopup": "listbox" },
    icon("more"),
  );
  const pick = async (option) => {
    if (option.url) window.open(option.url, "_blank", "noopener");
    if (one.confirm && !(await confirmed(one.confirm))) return;
    surface.press(node, one, blockId, { selected_option: option });
  };
  node.addEventListener("click", () => openMenu(node, { options: one.options, label: "More actions", onPick: pick }));
  return node;
}
