// The app's global shortcuts: a button beside the one for slash commands, if there are any.

import * as api from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { state, watch } from "./store.js";

const plainText = (text) => ({ type: "plain_text", text, emoji: true });

const asOption = (one) => ({
  text: plainText(one.name),
  description: plainText(one.description),
  value: one.callback_id,
});

/** Make the button. `onRefused(answer)` is told when the app did not take it. */
export function makeShortcuts(onRefused) {
  const button = el(
    "button",
    { class: "slash-button", type: "button", title: "Shortcuts", "aria-label": "Shortcuts", "aria-haspopup": "listbox" },
    icon("bolt"),
  );
  const use = async (option) => {
    const answer = await api.useShortcut(state.me, option.value);
    if (answer.ok === false) onRefused(answer);
  };
  const open = () => openMenu(button, { label: "Shortcuts", options: state.shortcuts.map(asOption), onPick: use });
  button.addEventListener("click", open);
  const show = () => (button.hidden = !state.shortcuts.length);
  watch(["shortcuts"], show);
  show();
  return button;
}
