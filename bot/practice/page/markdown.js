// markdown blocks: standard Markdown, as far as apps use it in messages.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { link } from "./mrkdwn.js";

const SPANS = [
  { pattern: /`([^`]+)`/, make: (m) => el("code", { class: "code", text: m[1] }) },
  { pattern: /\[([^\]]+)\]\(([^)\s]+)\)/, make: (m) => link(m[2], m[1]) },
  { pattern: /\*\*(.+?)\*\*|__(.+?)__/, make: (m) => el("b", {}, spans(m[1] ?? m[2])) },
  { pattern: /~~(.+?)~~/, make: (m) => el("s", {}, spans(m[1])) },
  { pattern: /\*([^*\s][^*]*)\*|\b_([^_\s][^_]*)_\b/, make: (m) => el("i", {}, spans(m[1] ?? m[2])) },
];

/** Draw Markdown as block elements. */
export function markdown(source) {
  const lines = source.split("\n");
  const nodes = [];
  while (lines.length) {
    const maker = STARTS.find(({ starts }) => starts.test(lines[0]))?.take ?? takeParagraph;
    const node = maker(lines);
    if (node) nodes.push(node);
  }
  return nodes;
}

const STARTS = [
  { starts: /^\s*$/, take: (lines) => void lines.shift() },
  { starts: /^```/, take: takeFence },
  { starts: /^#{1,6} /, take: takeHeading },
  { starts: /^(-{3,}|\*{3,})\s*$/, take: (lines) => lines.shift() && el("hr", { class: "divider" }) },
  { starts: /^>/, take: takeQuote },
  { starts: /^\s*([-*+]|\d+[.)])\s/, take: takeList },
  { starts: /^\|.*\|\s*$/, take: takeTable },
];

function takeWhile(lines, test) {
  const end = lines.findIndex((line) => !test(line));
  return lines.splice(0, end < 0 ? lines.length : Math.max(end, 1));
}

function takeFence(lines) {
  lines.shift();
  const end = lines.findIndex((line) => line.startsWith("```"));
  const body = lines.splice(0, end < 0 ? lines.length : end);
  lines.shift();
  return el("pre", { class: "pre", text: body.join("\n") });
}

function takeHeading(lines) {
  const [, signs, text] = /^(#+) (.*)$/.exec(lines.shift());
  return el(`h${Math.min(signs.length + 2, 6)}`, { class: `md-heading md-h${signs.length}` }, spans(text));
}

function takeQuote(lines) {
  const taken = takeWhile(lines, (line) => line.startsWith(">"));
  return el("blockquote", { class: "quote" }, joined(taken.map((line) => line.replace(/^>\s?/, ""))));
}

function takeList(lines) {
  const ordered = /^\s*\d/.test(lines[0]);
  const taken = takeWhile(lines, (line) => /^\s*([-*+]|\d+[.)])\s/.test(line));
  const items = taken.map((line) => el("li", {}, spans(line.replace(/^\s*([-*+]|\d+[.)])\s+/, ""))));
  return el(ordered ? "ol" : "ul", { class: "rich-list" }, items);
}

const cellsOf = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());

function takeTable(lines) {
  const taken = takeWhile(lines, (line) => line.trim().startsWith("|"));
  const [head, ...rest] = taken.filter((line) => !/^[\s|:-]+$/.test(line)).map(cellsOf);
  const row = (cells, tag) => el("tr", {}, cells.map((cell) => el(tag, {}, spans(cell))));
  const body = el("tbody", {}, rest.map((cells) => row(cells, "td")));
  return el("div", { class: "table-scroll" }, el("table", { class: "table" }, el("thead", {}, row(head, "th")), body));
}

function takeParagraph(lines) {
  const taken = takeWhile(lines, (line) => line.trim() && !STARTS.some(({ starts }) => starts.test(line)));
  return el("p", { class: "md-paragraph" }, joined(taken));
}

const joined = (lines) => lines.map((line, index) => [index ? el("br") : null, spans(line)]);

function spans(text) {
  const found = SPANS.map(({ pattern, make }) => ({ match: pattern.exec(text), make })).filter(({ match }) => match);
  if (!found.length) return [withEmoji(text)];
  const first = found.reduce((a, b) => (b.match.index < a.match.index ? b : a));
  const { match } = first;
  const after = text.slice(match.index + match[0].length);
  return [withEmoji(text.slice(0, match.index)), first.make(match), ...spans(after)];
}
