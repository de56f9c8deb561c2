// Input blocks: label, the field, hint, and what is wrong with it.

import { el, freshId } from "./dom.js";
import { element } from "./elements.js";
import { plain } from "./texts.js";

const GROUPS = new Set(["checkboxes", "radio_buttons"]);

/** Draw an input block. The label names the field; hint and problem describe it. */
export function inputBlock(block, surface, problems) {
  const problem = problems[block.block_id];
  const ids = { label: freshId("label"), hint: freshId("hint"), problem: freshId("problem") };
  const field = element(block.element, surface, block.block_id, { silent: !block.dispatch_action });
  describe(field, block, problem, ids);
  return el(
    "div",
    { class: `block input-block ${problem ? "has-problem" : ""}` },
    el("span", { class: "label", id: ids.label }, plain(block.label), optionalMark(block)),
    field,
    problem && el("p", { class: "problem", id: ids.problem, text: problem }),
    block.hint && el("p", { class: "hint", id: ids.hint, text: plain(block.hint) }),
  );
}

const optionalMark = (block) => block.optional && el("span", { class: "optional", text: " (optional)" });

function describe(field, block, problem, ids) {
  const target = GROUPS.has(block.element.type) ? field : (field.querySelector("[data-field]") ?? field);
  target.setAttribute("aria-labelledby", ids.label);
  const described = [problem && ids.problem, block.hint && ids.hint].filter(Boolean).join(" ");
  if (described) target.setAttribute("aria-describedby", described);
  if (problem) target.setAttribute("aria-invalid", "true");
}
