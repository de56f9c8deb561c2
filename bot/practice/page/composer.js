// Where one types: slash commands with hints, Enter to send, the arrow up for what was sent before.

import * as api from "./api.js";
import { el } from "./dom.js";
import { commandBeing, makeHints } from "./hints.js";
import { icon } from "./icons.js";
import { makeShortcuts } from "./shortcuts.js";
import { state, watch } from "./store.js";

const HISTORY_KEPT = 50;
const BACK = { ArrowUp: 1, ArrowDown: -1 };

const historyKey = () => `practice-history-${state.me}`;
const readHistory = () => JSON.parse(sessionStorage.getItem(historyKey()) ?? "[]");

function remember(text) {
  const rest = readHistory().filter((one) => one !== text);
  sessionStorage.setItem(historyKey(), JSON.stringify([...rest, text].slice(-HISTORY_KEPT)));
}

/** The composer's element; it follows the store by itself. */
export function makeComposer() {
  const parts = {
    field: el(
      "textarea",
      {
        class: "composer-field",
        rows: 1,
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        spellcheck: "true",
      },
    ),
    send: el("button", { class: "send", type: "submit", "aria-label": "Send", disabled: true }, icon("send")),
    usage: el("span", { class: "composer-usage", "aria-live": "polite" }),
    refusal: el("div", { class: "refusal", role: "alert", hidden: true }),
    back: 0,
    underWay: 0,
  };
  parts.hints = makeHints(parts.field, (one) => complete(parts, one));
  listen(parts);
  watch(["me", "place"], () => arrive(parts));
  watch(["channels", "app", "place", "conversations"], () => name(parts));
  const box = el("form", {
    class: "composer",
    on: { submit: (event) => submitted(event, parts) },
  }, parts.hints.box, parts.field,
    el("div", { class: "composer-foot" }, slashButton(parts), shortcuts(parts), parts.usage, parts.send));
  return el("div", { class: "composer-frame" }, parts.refusal, box);
}

function listen(parts) {
  parts.field.addEventListener("input", () => typed(parts));
  parts.field.addEventListener("keydown", (event) => onKey(event, parts));
  parts.field.addEventListener("blur", () => parts.hints.close());
}

function slashButton(parts) {
  const press = () => {
    if (!parts.field.value) write(parts, "/");
    parts.field.focus();
    typed(parts);
  };
  return el(
    "button",
    {
      class: "slash-button",
      type: "button",
      title: "Slash commands",
      "aria-label": "Slash commands",
      on: { click: press },
    },
    "/",
  );
}

const shortcuts = (parts) => makeShortcuts((answer) => refuse(parts, parts.field.value, answer));

function arrive(parts) {
  write(parts, "");
  parts.refusal.hidden = true;
  parts.back = 0;
  parts.field.disabled = !state.place; // somebody's conversations are still on their way
}

function name({ field }) {
  const channel = state.channels.get(state.place?.id);
  const label = channel ? `Message #${channel.name}` : `Message ${state.app.name}`;
  field.placeholder = `${label}, or / for commands`;
  field.setAttribute("aria-label", label);
}

function write(parts, text) {
  parts.field.value = text;
  parts.field.setSelectionRange(text.length, text.length);
  typed(parts);
}

function typed(parts) {
  const { field, hints, send, usage } = parts;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
  send.disabled = !field.value.trim();
  if (document.activeElement === field) hints.update();
  const command = commandBeing(field.value);
  usage.textContent = command ? `${command.command} ${command.usage_hint ?? ""}` : "";
}

function complete(parts, command) {
  write(parts, `${command.command} `);
  parts.hints.close();
  parts.field.focus();
}

function onKey(event, parts) {
  if (parts.hints.isOpen() && hintKey(event, parts)) {
    event.preventDefault();
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    parts.field.form.requestSubmit();
  } else if (event.key in BACK && recall(parts, BACK[event.key])) {
    event.preventDefault();
  }
}

function hintKey(event, parts) {
  if (event.key === "Escape") {
    parts.hints.close();
    return true;
  }
  if (event.key === "Tab" || (event.key === "Enter" && parts.hints.chosen().command !== parts.field.value)) {
    complete(parts, parts.hints.chosen());
    return true;
  }
  return parts.hints.step(event.key);
}

/** Walk through what was sent before, from an empty field or one that still shows a recalled line. */
function recall(parts, step) {
  const history = readHistory();
  const showing = parts.back ? history[history.length - parts.back] : "";
  if (parts.field.value !== showing) return false;
  const back = Math.max(0, Math.min(history.length, parts.back + step));
  if (back === parts.back) return false;
  parts.back = back;
  write(parts, back ? history[history.length - back] : "");
  parts.hints.close();
  return true;
}

async function submitted(event, parts) {
  event.preventDefault();
  const { field, send, refusal } = parts;
  const text = field.value.trim();
  if (!text) return;
  remember(text);
  parts.back = 0;
  write(parts, "");
  refusal.hidden = true;
  send.classList.toggle("pending", ++parts.underWay > 0);
  const answer = await api.type(state.me, state.place.id, text);
  send.classList.toggle("pending", --parts.underWay > 0);
  if (answer.ok === false) refuse(parts, text, answer);
}

/** Say why, and give back what was typed unless something else is being typed by now. */
function refuse(parts, text, answer) {
  const dismiss = { click: () => (parts.refusal.hidden = true) };
  parts.refusal.replaceChildren(
    icon("alert"),
    el("span", { text: answer.sentence || `“${text}” was not understood.` }),
    el("button", { class: "icon-button", type: "button", "aria-label": "Dismiss", on: dismiss }, icon("close")),
  );
  parts.refusal.hidden = false;
  if (!parts.field.value) write(parts, text);
  parts.hints.close();
}
