// Interactive elements by type. Each drawer takes (element, surface, blockId, {silent}); `silent` fields of
// input blocks only remember, all others also tell the app at once.

import { button, overflow } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { datePicker, dateTimePicker, timePicker } from "./datefields.js";
import { el } from "./dom.js";
import { fileField } from "./filefield.js";
import { multiSelect, select } from "./selects.js";
import { textField } from "./textfields.js";

const DRAWERS = {
  button,
  overflow,
  static_select: select,
  users_select: select,
  channels_select: select,
  conversations_select: select,
  multi_static_select: multiSelect,
  multi_users_select: multiSelect,
  multi_channels_select: multiSelect,
  multi_conversations_select: multiSelect,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  checkboxes,
  radio_buttons: radioButtons,
  plain_text_input: textField,
  number_input: textField,
  email_text_input: textField,
  url_text_input: textField,
  file_input: fileField,
};

const NOT_PICKERS = new Set(["button", "overflow", "workflow_button"]);

/** Whether an element needs room for a value, unlike a button. */
export const isPicker = (one) => !NOT_PICKERS.has(one.type);

/** Draw one interactive element. */
export function element(one, surface, blockId, { silent = false } = {}) {
  const draw = DRAWERS[one.type] ?? unknown;
  const drawn = draw(one, surface, blockId, { silent });
  drawn.dataset.actionId = one.action_id ?? "";
  return drawn;
}

function unknown(one) {
  return el("span", { class: "soft", text: `(${one.type} is not part of the practice workspace)` });
}
