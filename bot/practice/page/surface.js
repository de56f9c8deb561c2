// A surface is where blocks are drawn: a message, the Home or a modal. It knows how a press leaves the page.

import * as api from "./api.js";
import { el } from "./dom.js";
import { formOf } from "./forms.js";
import { state } from "./store.js";

/**
 * Make a surface.
 *
 * @param {string} key stable while the surface is open; what was typed is kept under it
 * @param {object} container as `/practice/press` takes it: `{type: "message", channel, ts}`…
 * @returns {{form, press}} `press(node, element, blockId, detail)` sends an action and shows it pending on `node`
 */
export function makeSurface(key, container) {
  const form = formOf(key);
  form.redraw();
  return { form, press: (node, element, blockId, detail) => send({ container, form, node, element, blockId, detail }) };
}

/** Remember what was entered and, unless the field is silent, send it. */
export function entered({ node, one, surface, blockId, silent }, entry) {
  surface.form.enter(blockId, one.action_id, { type: one.type, ...entry });
  if (!silent) surface.press(node, one, blockId, entry);
}

async function send({ container, form, node, element, blockId, detail }) {
  if (node.classList.contains("pending")) return;
  clearTrouble(node);
  node.classList.add("pending");
  node.setAttribute("aria-busy", "true");
  const answer = await api.press({
    user: state.me,
    container,
    block_id: blockId,
    action_id: element.action_id,
    element_type: element.type,
    ...detail,
    state: { values: form.values() },
  });
  node.classList.remove("pending");
  node.removeAttribute("aria-busy");
  if (answer.ok === false) showTrouble(node, answer.sentence);
}

const rowOf = (node) => node.closest(".block") ?? node.parentElement;

function clearTrouble(node) {
  rowOf(node)?.querySelectorAll(":scope > .trouble").forEach((one) => one.remove());
}

function showTrouble(node, sentence) {
  const text = sentence || "That did not work. The app did not answer in time; try again.";
  rowOf(node)?.append(el("p", { class: "trouble", role: "alert", text }));
}
