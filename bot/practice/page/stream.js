// The messages of the open conversation: grouped by author and day, kept at the newest while one reads there.

import { formatDate } from "./dates.js";
import { el, keepingFocus, settle } from "./dom.js";
import { icon } from "./icons.js";
import { authorOf, drawMessage, postedAt } from "./message.js";
import { mrkdwn } from "./mrkdwn.js";
import { reader } from "./reader.js";
import { me, state, watch } from "./store.js";
import { daysBetween } from "./zones.js";

const SAME_BREATH = 5 * 60_000;
const NEAR_THE_END = 80;

const list = el("div", { class: "message-list", role: "log", "aria-live": "polite", "aria-label": "Messages" });
const newer = el(
  "button",
  { class: "newer", type: "button", hidden: true, on: { click: () => toTheEnd() } },
  icon("down"),
  "New messages",
);
const scroller = el("div", { class: "stream", tabindex: "0" }, list);

/** What is on the page: key → what it was drawn from, and the node. */
let drawn = new Map();
let shownFor = "";
/** The threads that are open, by their first message. */
const unfolded = new Set();
let stick = true;

/** The stream's element; it follows the store by itself. */
export function makeStream() {
  watch(["messages", "place", "people"], draw);
  scroller.addEventListener("scroll", () => {
    stick = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_THE_END;
    if (stick) newer.hidden = true;
  });
  const follow = new ResizeObserver(() => stick && toTheEnd());
  follow.observe(list);
  follow.observe(scroller);
  return el("div", { class: "stream-frame" }, scroller, newer);
}

function toTheEnd() {
  scroller.scrollTop = scroller.scrollHeight;
  newer.hidden = true;
}

function draw() {
  const place = `${state.me} ${state.place?.id}`;
  if (place !== shownFor) {
    drawn = new Map();
    stick = true;
  }
  shownFor = place;
  const grown = state.messages.some((message) => !drawn.has(message.ts));
  keepingFocus(list, () => settle(list, [welcome(), nodes(state.messages)]));
  if (stick) toTheEnd();
  else newer.hidden = !grown && newer.hidden;
}

/** The node drawn before under this key if it was drawn from the same facts, so that half-filled fields stay. */
function kept(key, facts, make) {
  const print = JSON.stringify(facts);
  const known = drawn.get(key);
  if (known?.print === print) return known.node;
  const node = make();
  if (known) node.classList.add("just-changed");
  drawn.set(key, { print, node });
  return node;
}

function nodes(messages) {
  const known = new Set(messages.map((message) => message.ts));
  const isReply = ({ ts, thread_ts: parent }) => Boolean(parent) && parent !== ts && known.has(parent);
  const top = messages.filter((message) => !isReply(message));
  return top.map((message, index) => {
    const before = top[index - 1];
    const replies = messages.filter((one) => isReply(one) && one.thread_ts === message.ts);
    return [dayBreak(before, message), messageNode(message, followsOn(before, message)), thread(message, replies)];
  });
}

const messageNode = (message, follows) => kept(message.ts, [message, follows], () => drawMessage(message, { follows }));

/** The replies below a message, folded up until somebody looks; how many, and since when the last is there. */
function thread(parent, replies) {
  if (!replies.length) return null;
  return kept(`thread ${parent.ts}`, [replies, reader().zone], () => {
    const label = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
    const last = el("span", { class: "soft", text: lastReply(replies.at(-1)) });
    const node = el(
      "details",
      { class: "thread", open: unfolded.has(parent.ts) },
      el("summary", { class: "thread-label" }, label, last),
      replies.map((message) => messageNode(message, false)),
    );
    node.addEventListener("toggle", () => unfolded[node.open ? "add" : "delete"](parent.ts));
    return node;
  });
}

const lastReply = (message) =>
  formatDate(postedAt(message), "Last reply {date_short_pretty} at {time}", reader());

function followsOn(before, message) {
  if (!before || before.ephemeral !== message.ephemeral || message.ephemeral) return false;
  return authorOf(before) === authorOf(message) && postedAt(message) - postedAt(before) < SAME_BREATH;
}

function dayBreak(before, message) {
  const { zone, now } = reader();
  const at = postedAt(message);
  if (before && daysBetween(postedAt(before), at, zone) === 0) return null;
  const name = formatDate(at, "{day_divider_pretty}", { zone, now });
  return kept(
    `day of ${message.ts}`,
    name,
    () => el("div", { class: "day-break", role: "separator" }, el("span", { text: name })),
  );
}

function welcome() {
  const channel = state.channels.get(state.place?.id);
  const { name } = state.app;
  const facts = channel
    ? [channel.private ? "lock" : "hash", channel.name, channel.purpose || "Everybody here can read along."]
    : ["message", name, me()?.hint || `This is between you and ${name}. Type \`/\` to see what it can do.`];
  return kept("welcome", facts, () => greeting(...facts));
}

function greeting(picture, title, words) {
  return el(
    "div",
    { class: "greeting" },
    el("span", { class: "greeting-icon" }, icon(picture)),
    el("h2", { text: title }),
    el("p", {}, mrkdwn(words, reader())),
  );
}
