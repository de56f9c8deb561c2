// Text, number, e-mail and address fields.

import { el } from "./dom.js";
import { entered } from "./surface.js";
import { plain } from "./texts.js";

const INPUT_MODES = { number_input: "decimal", email_text_input: "email", url_text_input: "url" };

function field(one) {
  const shared = {
    class: "text-input",
    placeholder: plain(one.placeholder) || null,
    maxlength: one.max_length ?? null,
    minlength: one.min_length ?? null,
    autocomplete: "off",
    data: { field: "" },
  };
  if (one.multiline) return el("textarea", { ...shared, rows: 4 });
  return el("input", { ...shared, type: "text", inputmode: INPUT_MODES[one.type] ?? null });
}

const dispatchesOn = (one, trigger) =>
  (one.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]).includes(trigger);

/** A field whose text is remembered at each keystroke and sent to the app only when it asks for that. */
export function textField(one, surface, blockId, { silent }) {
  const initial = one.initial_value ?? null;
  const held = surface.form.declare(blockId, one.action_id, { type: one.type, value: initial });
  const node = field(one);
  node.value = held.value ?? "";
  const keep = (send) => entered({ node, one, surface, blockId, silent: !send }, { value: node.value || null });
  node.addEventListener("input", () => keep(!silent && dispatchesOn(one, "on_character_entered")));
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !silent && dispatchesOn(one, "on_enter_pressed")) keep(true);
  });
  if (one.focus_on_load) node.dataset.focusFirst = "";
  return node;
}
