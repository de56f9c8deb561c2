// Modals: the top of the stack is shown; what was typed is kept while the app updates it or puts another on top.

import * as api from "./api.js";
import { drawBlocks } from "./blocks.js";
import { el, fill, freshId } from "./dom.js";
import { dropForm, formOf } from "./forms.js";
import { icon } from "./icons.js";
import { state, watch } from "./store.js";
import { makeSurface } from "./surface.js";
import { plain } from "./texts.js";

const FOCUSABLE = "[data-focus-first], [aria-invalid], [data-field], .modal-body button";
const LATE = "The app did not answer in time. What you typed is kept; try again.";
const keyOf = (open) => `view ${open.id}`;

let shown = null;
let sent = null; // the modal whose answer is awaited: it is read from its top
let returnFocus = null;

/** Show the stack in `layer`, above the conversation but not above the practice desk. */
export function startModals(layer) {
  watch(["stack"], () => {
    forgetClosed();
    const top = state.stack.at(-1);
    if (!top) return leave(layer);
    if (shown && shown.id === top.id && shown.print === JSON.stringify(top.view)) return undefined;
    return enter(layer, top);
  });
  layer.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) closeTop();
  });
}

let known = [];

function forgetClosed() {
  const open = state.stack.map(keyOf);
  known.filter((key) => !open.includes(key)).forEach(dropForm);
  known = open;
}

function block(on) {
  for (const id of ["sidebar", "main"]) document.getElementById(id).inert = on;
}

function enter(layer, top) {
  returnFocus ??= document.activeElement;
  const same = shown?.id === top.id;
  const scrolled = same && sent !== top.id ? layer.querySelector(".modal-body")?.scrollTop : 0;
  sent = null;
  shown = { id: top.id, view: top.view, print: JSON.stringify(top.view) };
  block(true);
  draw(layer, {});
  layer.querySelector(".modal-body").scrollTop = scrolled ?? 0;
  layer.querySelector(FOCUSABLE)?.focus({ preventScroll: same });
}

function leave(layer) {
  shown = null;
  fill(layer);
  block(false);
  if (returnFocus?.isConnected) returnFocus.focus({ preventScroll: true });
  returnFocus = null;
}

function draw(layer, problems, trouble = null) {
  const { view } = shown;
  const title = freshId("modal-title");
  const surface = makeSurface(keyOf(shown), { type: "view", view_id: shown.id });
  const body = el("div", { class: "modal-body", tabindex: "-1" }, drawBlocks(view.blocks ?? [], surface, problems));
  const form = el("form", { class: "modal", role: "dialog", "aria-labelledby": title, novalidate: true },
    heading(view, title), trouble && el(
      "p",
      { class: "modal-trouble", role: "alert", text: trouble },
    ), body, footer(view));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(layer, form);
  });
  fill(layer, form);
}

function heading(view, title) {
  const under = state.stack.length > 1;
  const button = el(
    "button",
    { class: "icon-button", type: "button", "aria-label": under ? "Back" : "Close", on: { click: closeTop } },
    icon(under ? "back" : "close"),
  );
  const words = el("h2", { id: title, text: plain(view.title) });
  return el("header", { class: "modal-head" }, under && button, words, !under && button);
}

function footer(view) {
  const cancel = el(
    "button",
    {
      class: "button",
      type: "button",
      text: plain(view.close) || (view.submit ? "Cancel" : "Close"),
      on: { click: closeTop },
    },
  );
  const go = view.submit && el("button", { class: "button button-primary", type: "submit", text: plain(view.submit) });
  return el("footer", { class: "modal-foot" }, cancel, go);
}

async function send(layer, form) {
  const asked = shown;
  if (form.classList.contains("pending") || !asked.view.submit) return;
  const values = formOf(keyOf(asked)).values();
  const button = form.querySelector("[type=submit]");
  form.classList.add("pending");
  button.classList.add("pending");
  sent = asked.id;
  const answer = await api.submit(state.me, asked.id, values);
  form.classList.remove("pending");
  button.classList.remove("pending");
  if (shown?.id !== asked.id) return;
  if (answer.ok === false) draw(layer, {}, answer.sentence || LATE);
  else if (Object.keys(answer.errors ?? {}).length) showProblems(layer, answer.errors);
  else return;
  sent = null;
}

function showProblems(layer, problems) {
  draw(layer, problems);
  const first = layer.querySelector("[aria-invalid]");
  first?.closest(".block").scrollIntoView({ block: "nearest" });
  (first?.querySelector("input") ?? first)?.focus({ preventScroll: true });
}

function closeTop() {
  if (shown) api.close(state.me, shown.id);
}
