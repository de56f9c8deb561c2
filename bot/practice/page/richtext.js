// rich_text blocks: sections, lists, quotes and preformatted text.

import { el } from "./dom.js";
import { emojiGlyph } from "./emoji.js";
import { broadcast, channelMention, dateElement, link, personMention } from "./mrkdwn.js";

const STYLE_TAGS = { bold: "b", italic: "i", strike: "s", code: "code", underline: "u" };

/** Draw a rich_text block's elements. */
export function richText(elements, reader) {
  return elements.map((part) => (PARTS[part.type] ?? section)(part, reader));
}

const PARTS = {
  rich_text_section: section,
  rich_text_list: list,
  rich_text_quote: (part, reader) => el("blockquote", { class: "quote" }, leaves(part, reader)),
  rich_text_preformatted: (part, reader) => el("pre", { class: "pre" }, leaves(part, reader)),
};

function section(part, reader) {
  return el("div", { class: "rich-section" }, leaves(part, reader));
}

function list(part, reader) {
  const items = part.elements.map((item) => el("li", {}, leaves(item, reader)));
  const tag = part.style === "ordered" ? "ol" : "ul";
  return el(tag, { class: `rich-list indent-${Math.min(part.indent ?? 0, 4)}`, start: offset(part) }, items);
}

const offset = (part) => (part.style === "ordered" && part.offset ? part.offset + 1 : null);

const leaves = (part, reader) => (part.elements ?? []).map((leaf) => styled(leaf, leafNode(leaf, reader)));

function styled(leaf, node) {
  let result = node;
  for (const [name, tag] of Object.entries(STYLE_TAGS)) {
    if (leaf.style?.[name]) result = el(tag, { class: tag === "code" ? "code" : null }, result);
  }
  return result;
}

function leafNode(leaf, reader) {
  switch (leaf.type) {
    case "link": return link(leaf.url, leaf.text ?? leaf.url);
    case "emoji": return el("span", { class: "emoji", text: emojiGlyph(leaf.name) ?? `:${leaf.name}:` });
    case "user": return personMention(leaf.user_id, null, reader);
    case "channel": return channelMention(leaf.channel_id, null, reader);
    case "broadcast": return broadcast(leaf.range);
    case "usergroup": return broadcast(`subteam^${leaf.usergroup_id}`);
    case "date": return dateElement(leaf.timestamp, leaf.format, leaf.fallback, reader, leaf.url);
    default: return el("span", { class: "kept-breaks", text: leaf.text ?? "" });
  }
}
