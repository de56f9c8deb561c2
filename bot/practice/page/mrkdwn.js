// Slack's mrkdwn, drawn as elements. Message text only ever becomes text nodes.

import { formatDate, wholeDate } from "./dates.js";
import { el } from "./dom.js";
import { emojiGlyph } from "./emoji.js";

const STYLES = { "*": "b", _: "i", "~": "s" };
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;
const BARE_LINK = /^https?:\/\/[^\s<>*~]+[^\s<>*~.,;:!?)'"\]]/i;

/** Undo the escaping of &, < and >. */
export const unescape = (text) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/**
 * Draw mrkdwn.
 *
 * @param {string} source
 * @param {object} reader whose page it is: `{zone, now, me, personName(id), channelName(id)}`
 * @returns {DocumentFragment}
 */
export function mrkdwn(source, reader) {
  const fragment = document.createDocumentFragment();
  source.split(/```/).forEach((piece, index, all) => {
    const fenced = index % 2 === 1 && index < all.length - 1;
    if (fenced) fragment.append(preformatted(piece));
    else if (piece.trim() || all.length === 1) fragment.append(...paragraphs(piece, reader, index > 0, all));
  });
  return fragment;
}

function preformatted(piece) {
  const text = piece.replace(/^\n/, "").replace(/\n$/, "").replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, a, b) => b ?? a);
  return el("pre", { class: "pre", text: unescape(text) });
}

function paragraphs(piece, reader, afterFence) {
  const lines = (afterFence ? piece.replace(/^\n/, "") : piece).split("\n");
  const nodes = [];
  while (lines.length) {
    const quoted = takeQuote(lines);
    if (quoted) nodes.push(el("blockquote", { class: "quote" }, inline(quoted.join("\n"), reader)));
    else nodes.push(...takePlain(lines, reader));
  }
  return nodes;
}

const isQuote = (line) => /^(>|&gt;)/.test(line);

function takeQuote(lines) {
  if (!isQuote(lines[0])) return null;
  const whole = /^(>|&gt;){3}/.test(lines[0]);
  const count = whole ? lines.length : lines.findIndex((line) => !isQuote(line));
  const taken = lines.splice(0, count < 0 ? lines.length : count);
  return taken.map((line) => line.replace(whole ? /^((>|&gt;){3})? ?/ : /^(>|&gt;) ?/, ""));
}

function takePlain(lines, reader) {
  const count = lines.findIndex(isQuote);
  const taken = lines.splice(0, count < 0 ? lines.length : count);
  return inline(taken.join("\n"), reader);
}

/** Draw mrkdwn inside one paragraph: styles, links, mentions, dates, emoji, line breaks. */
export function inline(text, reader) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(unescape(plain));
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = tokenAt(text, at, reader);
    if (found) {
      flush();
      nodes.push(found.node);
      at += found.length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

function tokenAt(text, at, reader) {
  const sign = text[at];
  if (sign === "\n") return { node: el("br"), length: 1 };
  if (sign === "`") return codeAt(text, at);
  if (sign === "<") return angleAt(text, at, reader);
  if (sign === ":") return emojiAt(text, at);
  if (sign in STYLES) return styledAt(text, at, reader);
  if (sign === "h" && isBoundary(text[at - 1])) return bareLinkAt(text, at);
  return null;
}

function codeAt(text, at) {
  const match = /^`([^`\n]+)`/.exec(text.slice(at));
  return match && { node: el("code", { class: "code", text: unescape(match[1]) }), length: match[0].length };
}

function emojiAt(text, at) {
  const match = /^:([a-z0-9_+-]+):(?::skin-tone-\d:)?/.exec(text.slice(at));
  const glyph = match && emojiGlyph(match[1]);
  if (!glyph) return null;
  const node = el("span", { class: "emoji", role: "img", "aria-label": match[1].replaceAll("_", " "), text: glyph });
  return { node, length: match[0].length };
}

function bareLinkAt(text, at) {
  const match = BARE_LINK.exec(text.slice(at));
  return match && { node: link(unescape(match[0]), unescape(match[0])), length: match[0].length };
}

const isBoundary = (character) => character === undefined || !/[\p{L}\p{N}]/u.test(character);

function styledAt(text, at, reader) {
  const sign = text[at];
  if (!isBoundary(text[at - 1]) || /[\s]|undefined/.test(String(text[at + 1])) || text[at + 1] === sign) return null;
  const end = closingSign(text, at + 1, sign);
  if (end < 0) return null;
  const node = el(STYLES[sign], {}, inline(text.slice(at + 1, end), reader));
  return { node, length: end - at + 1 };
}

function closingSign(text, from, sign) {
  for (let at = from; at < text.length && text[at] !== "\n"; at += 1) {
    if (text[at] === "<") at += Math.max(0, text.slice(at).indexOf(">"));
    else if (text[at] === "`") at += /^`[^`\n]+`/.exec(text.slice(at))?.[0].length - 1 || 0;
    else if (text[at] === sign && at > from && !/\s/.test(text[at - 1]) && isBoundary(text[at + 1])) return at;
  }
  return -1;
}

function angleAt(text, at, reader) {
  const match = /^<([^<>\n]+)>/.exec(text.slice(at));
  return match && { node: angled(match[1], reader), length: match[0].length };
}

function angled(inside, reader) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : unescape(inside.slice(bar + 1));
  if (target.startsWith("!date^")) return dateNode(target, label, reader);
  if (target.startsWith("@")) return personMention(target.slice(1), label, reader);
  if (target.startsWith("#")) return channelMention(target.slice(1), label, reader);
  if (target.startsWith("!")) return broadcast(target.slice(1), label);
  return link(unescape(target), label ?? unescape(target).replace(/^mailto:|^tel:/, ""));
}

/** A link that opens in another tab; an address of another kind than web, mail or telephone is shown as text. */
export function link(address, label) {
  if (!SAFE_LINK.test(address)) return el("span", { text: label });
  return el("a", { class: "link", href: address, target: "_blank", rel: "noopener noreferrer", text: label });
}

/** A person's name as a mention, brighter when it is the reader's own. */
export function personMention(id, label, reader) {
  const own = id === reader.me ? " mention-own" : "";
  return el("span", { class: `mention${own}`, text: `@${reader.personName(id) ?? label ?? id}` });
}

/** A channel's name, as a link to it. */
export function channelMention(id, label, reader) {
  const name = `#${reader.channelName(id) ?? label ?? id}`;
  return el("a", { class: "mention", href: `#/${reader.me}/${id}`, text: name });
}

/** @here, @channel, @everyone or a user group. */
export function broadcast(what, label) {
  const name = what.startsWith("subteam^") ? (label ?? "@group") : `@${what}`;
  return el("span", { class: "mention mention-own", text: name.startsWith("@") ? name : `@${name}` });
}

function dateNode(target, fallback, reader) {
  const [, seconds, format = "", address] = target.split("^");
  return dateElement(Number(seconds), unescape(format), fallback, reader, address);
}

/** A date in the reader's zone, or its fallback when the format cannot be shown. */
export function dateElement(seconds, format, fallback, reader, address) {
  const at = seconds * 1000;
  const text = formatDate(at, format, reader);
  if (text === null) return el("span", { text: fallback ?? format });
  const attributes = { class: "date", datetime: new Date(at).toISOString(), title: wholeDate(at, reader.zone) };
  return address ? link(unescape(address), text) : el("time", { ...attributes, text });
}
