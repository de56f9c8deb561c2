// Files in a form: uploaded as they are chosen, named below the field, taken out again one by one.

import * as api from "./api.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { state } from "./store.js";
import { entered } from "./surface.js";

const accepted = (one) => one.filetypes?.map((kind) => `.${kind}`).join(",") ?? null;

/** A field that takes files; what was uploaded is remembered as Slack describes it. */
export function fileField(one, surface, blockId, { silent }) {
  const held = surface.form.declare(blockId, one.action_id, { type: one.type, files: [] });
  const most = one.max_files ?? 10;
  const chosen = el("ul", { class: "files-chosen" });
  const trouble = el("p", { class: "problem", role: "alert", hidden: true });
  const picker = el("input", { type: "file", multiple: most > 1, accept: accepted(one), data: { field: "" } });
  const node = el("div", { class: "file-field" }, picker, chosen, trouble);
  let files = held.files ?? [];

  function keep(next) {
    files = next;
    entered({ node, one, surface, blockId, silent }, { files });
    draw();
  }

  function draw() {
    fill(chosen, files.map((file) => row(file, () => keep(files.filter((other) => other.id !== file.id)))));
  }

  async function add(file) {
    const answer = await api.upload(state.me, file);
    if (answer.ok) keep([...(most === 1 ? [] : files), answer.file]);
    else Object.assign(trouble, { hidden: false, textContent: answer.sentence });
  }

  picker.addEventListener("change", async () => {
    trouble.hidden = true;
    const picked = [...picker.files];
    picker.value = "";
    for (const file of picked) await add(file);
  });
  draw();
  return node;
}

function row(file, remove) {
  const label = `Remove ${file.name}`;
  const button = el("button", { class: "icon-button", type: "button", "aria-label": label, on: { click: remove } }, icon("close"));
  return el("li", { class: "file-chosen" }, icon("file"), el("span", { text: file.name }), button);
}
