// Block Kit blocks → elements. Interactive elements are drawn by elements.js.

import { el } from "./dom.js";
import { element, isPicker } from "./elements.js";
import { inputBlock } from "./inputs.js";
import { markdown } from "./markdown.js";
import { inline } from "./mrkdwn.js";
import { reader } from "./reader.js";
import { richText } from "./richtext.js";
import { plain, textNodes } from "./texts.js";

/**
 * Draw blocks on a surface.
 *
 * @param {object[]} blocks
 * @param {object} surface from `makeSurface`
 * @param {object} problems block id → sentence, for inputs that were refused
 */
export function drawBlocks(blocks, surface, problems = {}) {
  return blocks.map((block, index) => {
    const drawn = drawBlock({ ...block, block_id: block.block_id ?? `block-${index}` }, surface, problems);
    drawn.dataset.blockId = block.block_id ?? "";
    return drawn;
  });
}

function drawBlock(block, surface, problems) {
  const draw = DRAWERS[block.type] ?? unknown;
  return draw(block, surface, problems);
}

const DRAWERS = {
  section,
  header: (block) => el("h3", { class: "block header-block", text: plain(block.text) }),
  divider: () => el("hr", { class: "block divider" }),
  context,
  actions,
  image,
  input: inputBlock,
  rich_text: (block) => el("div", { class: "block text" }, richText(block.elements, reader())),
  markdown: (block) => el("div", { class: "block text" }, markdown(block.text)),
  table,
  file: () => el("p", { class: "block soft", text: "A file from elsewhere" }),
};

function section(block, surface) {
  const words = el("div", { class: "text section-text" }, block.text && textNodes(block.text));
  if (block.fields) words.append(fields(block.fields));
  const accessory = block.accessory && accessoryNode(block, surface);
  return el("div", { class: `block section ${accessory ? "has-accessory" : ""}` }, words, accessory);
}

function fields(list) {
  return el("div", { class: "fields" }, list.map((field) => el("div", { class: "field" }, textNodes(field))));
}

function accessoryNode({ accessory, block_id: blockId }, surface) {
  const kind = accessory.type === "image" ? "accessory-image" : isPicker(accessory) ? "accessory-wide" : "";
  const node = accessory.type === "image" ? picture(accessory) : element(accessory, surface, blockId);
  return el("div", { class: `accessory ${kind}` }, node);
}

function context(block) {
  const reading = reader();
  const parts = block.elements.map((part) =>
    part.type === "image" ? picture(part, "context-image") : el("span", { class: "text" }, contextText(part, reading)));
  return el("div", { class: "block context" }, parts);
}

const contextText = (part, reading) => (part.type === "mrkdwn" ? inline(part.text, reading) : plain(part));

function actions(block, surface) {
  const row = el("div", { class: "actions-row" }, block.elements.map((one) => element(one, surface, block.block_id)));
  return el("div", { class: "block actions" }, row);
}

function picture(image, className = "picture") {
  const source = image.image_url ?? image.slack_file?.url ?? "";
  const node = el("img", { class: className, src: source, alt: image.alt_text ?? "", loading: "lazy" });
  // Pictures of other hosts are kept out by the page's content policy: their words stand in for them.
  node.addEventListener(
    "error",
    () => node.replaceWith(el("span", { class: "picture-missing", text: image.alt_text })),
  );
  return node;
}

function image(block) {
  const caption = block.title && el("figcaption", { class: "soft", text: plain(block.title) });
  return el("figure", { class: "block image-block" }, caption, picture(block));
}

function table(block) {
  const [head, ...rest] = block.rows ?? [];
  const aligned = (index) => `align-${block.column_settings?.[index]?.align ?? "left"}`;
  const cells = (row, tag) => row.map((cell, index) => el(tag, { class: aligned(index) }, tableCell(cell)));
  const body = el("tbody", {}, rest.map((row) => el("tr", {}, cells(row, "td"))));
  const top = el("thead", {}, el("tr", {}, cells(head ?? [], "th")));
  return el("div", { class: "block table-scroll" }, el("table", { class: "table" }, top, body));
}

const tableCell = (cell) => (cell.type === "rich_text" ? richText(cell.elements, reader()) : (cell.text ?? ""));

function unknown(block) {
  return el("p", { class: "block soft", text: `A block of type “${block.type}”, which this page does not draw.` });
}
