// Select menus over the app's options, the people or the channels; one choice or many.

import { confirmed } from "./confirm.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { state } from "./store.js";
import { entered } from "./surface.js";
import { plain } from "./texts.js";

const asOption = (id, name, description) => ({
  text: { type: "plain_text", text: name },
  value: id,
  ...(description ? { description: { type: "plain_text", text: description } } : {}),
});

const people = () =>
  [...state.people.values()]
    .filter((one) => !one.is_bot && !one.deactivated)
    .map((one) => asOption(one.id, one.real_name, one.title));
const channels = () => [...state.channels.values()].map((one) => asOption(one.id, `#${one.name}`));

/** Where each kind finds its options, and how an entry and an initial value of it are written. */
const KINDS = {
  static_select: { single: "selected_option", initial: "initial_option" },
  users_select: { options: people, single: "selected_user", initial: "initial_user" },
  channels_select: { options: channels, single: "selected_channel", initial: "initial_channel" },
  conversations_select: { options: channels, single: "selected_conversation", initial: "initial_conversation" },
  multi_static_select: { many: "selected_options", initial: "initial_options" },
  multi_users_select: { options: people, many: "selected_users", initial: "initial_users" },
  multi_channels_select: { options: channels, many: "selected_channels", initial: "initial_channels" },
  multi_conversations_select: { options: channels, many: "selected_conversations", initial: "initial_conversations" },
};

function optionsOf(one) {
  const found = KINDS[one.type].options?.();
  if (found) return { options: found };
  return one.option_groups ? { groups: one.option_groups } : { options: one.options ?? [] };
}

const valueOf = (choice) => choice?.value ?? choice;

function labelOf(one, choice) {
  if (choice?.text) return plain(choice.text);
  const found = KINDS[one.type].options?.().find((option) => option.value === choice);
  return found ? plain(found.text) : String(choice);
}

/** Ids are sent for people and channels, whole options for the app's own. */
const entryOf = (one, option) => (KINDS[one.type].options ? option.value : option);

function trigger(one) {
  const shown = el("span", { class: "picker-value" });
  const node = el("button", {
    class: "picker",
    type: "button",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    data: { field: "" },
  },
    shown, icon("down", "icon picker-arrow"));
  return { node, shown };
}

function show(shown, one, text) {
  shown.textContent = text || plain(one.placeholder) || "Choose…";
  shown.classList.toggle("placeholder", !text);
}

const menuLabel = (one) => plain(one.placeholder) || "Options";

/** A select with one choice. */
export function select(one, surface, blockId, { silent }) {
  const { single, initial } = KINDS[one.type];
  const held = surface.form.declare(blockId, one.action_id, { type: one.type, [single]: one[initial] ?? null });
  const { node, shown } = trigger(one);
  let choice = held[single];
  show(shown, one, choice && labelOf(one, choice));
  const pick = async (option) => {
    if (one.confirm && !(await confirmed(one.confirm))) return;
    choice = entryOf(one, option);
    show(shown, one, plain(option.text));
    entered({ node, one, surface, blockId, silent }, { [single]: choice });
  };
  const chosen = (option) => option.value === valueOf(choice);
  node.addEventListener(
    "click",
    () => openMenu(node, { ...optionsOf(one), label: menuLabel(one), chosen, onPick: pick }),
  );
  return node;
}

/** A select with many choices, each removable. */
export function multiSelect(one, surface, blockId, { silent }) {
  const { many, initial } = KINDS[one.type];
  const held = surface.form.declare(blockId, one.action_id, { type: one.type, [many]: one[initial] ?? [] });
  const { node, shown } = trigger(one);
  let choices = [...held[many]];
  const redraw = () => {
    show(shown, one, choices.length ? " " : "");
    if (choices.length) fill(shown, choices.map((choice) => el("span", { class: "chip", text: labelOf(one, choice) })));
  };
  const has = (option) => choices.some((choice) => valueOf(choice) === option.value);
  const pick = (option) => {
    const full = one.max_selected_items && choices.length >= one.max_selected_items;
    if (has(option)) choices = choices.filter((choice) => valueOf(choice) !== option.value);
    else if (!full) choices = [...choices, entryOf(one, option)];
    redraw();
    entered({ node, one, surface, blockId, silent }, { [many]: choices });
  };
  node.classList.add("picker-many");
  node.addEventListener(
    "click",
    () => openMenu(node, { ...optionsOf(one), label: menuLabel(one), chosen: has, many: true, onPick: pick }),
  );
  redraw();
  return node;
}
