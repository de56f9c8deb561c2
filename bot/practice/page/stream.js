// The messages of the open conversation: grouped by author and day, kept at the newest while one reads there.

import { formatDate } from "./dates.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { authorOf, drawMessage, postedAt } from "./message.js";
import { reader } from "./reader.js";
import { state, watch } from "./store.js";
import { daysBetween } from "./zones.js";

const SAME_BREATH = 5 * 60_000;
const NEAR_THE_END = 80;

const drawn = new Map();
const list = el("div", { class: "message-list", role: "log", "aria-live": "polite", "aria-label": "Messages" });
const newer = el("button", { class: "newer", type: "button", hidden: true, on: { click: () => toTheEnd() } }, icon("down"), "New messages");
const scroller = el("div", { class: "stream", tabindex: "0" }, list);

/** The stream's element; it follows the store by itself. */
export function makeStream() {
  watch(["messages", "place", "people"], () => draw());
  watch(["place"], () => drawn.clear());
  scroller.addEventListener("scroll", () => {
    if (isAtTheEnd()) newer.hidden = true;
  });
  new ResizeObserver(() => stick && toTheEnd()).observe(list);
  scroller.addEventListener("scroll", () => {
    stick = isAtTheEnd();
  });
  return el("div", { class: "stream-frame" }, scroller, newer);
}

let stick = true;
let shownFor = "";

const isAtTheEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_THE_END;

function toTheEnd() {
  scroller.scrollTop = scroller.scrollHeight;
  newer.hidden = true;
}

function draw() {
  const key = `${state.me} ${state.place?.id}`;
  if (key !== shownFor) drawn.clear();
  const grown = state.messages.some((message) => !drawn.has(message.ts));
  const fresh = key !== shownFor;
  const follow = fresh || stick;
  shownFor = key;
  fill(list, welcome(), nodes(state.messages));
  if (follow) {
    stick = true;
    toTheEnd();
  } else newer.hidden = !grown;
}

function nodes(messages) {
  const threads = new Map();
  const top = messages.filter((message) => {
    const parent = message.thread_ts;
    if (!parent || parent === message.ts || !messages.some((one) => one.ts === parent)) return true;
    threads.set(parent, [...(threads.get(parent) ?? []), message]);
    return false;
  });
  return top.map((message, index) => {
    const before = top[index - 1];
    return [dayBreak(before, message), kept(message, followsOn(before, message)), replies(threads.get(message.ts))];
  });
}

/** The same element as before while the message is the same, so that half-filled fields stay as they are. */
function kept(message, follows) {
  const print = JSON.stringify([message, follows]);
  const known = drawn.get(message.ts);
  if (known?.print === print) return known.node;
  const node = drawMessage(message, { follows });
  if (known) node.classList.add("just-changed");
  drawn.set(message.ts, { print, node });
  return node;
}

function replies(messages) {
  if (!messages) return null;
  const label = messages.length === 1 ? "1 reply" : `${messages.length} replies`;
  return el("div", { class: "thread", role: "group", "aria-label": label }, el("div", { class: "thread-label", text: label }),
    messages.map((message) => kept(message, false)));
}

function followsOn(before, message) {
  if (!before || before.ephemeral !== message.ephemeral || message.ephemeral) return false;
  return authorOf(before) === authorOf(message) && postedAt(message) - postedAt(before) < SAME_BREATH;
}

function dayBreak(before, message) {
  const { zone, now } = reader();
  const at = postedAt(message);
  if (before && daysBetween(postedAt(before), at, zone) === 0) return null;
  return el("div", { class: "day-break", role: "separator" }, el("span", { text: formatDate(at, "{day_divider_pretty}", { zone, now }) }));
}

function welcome() {
  const channel = state.channels.get(state.place?.id);
  if (channel) {
    const purpose = channel.purpose || "Everybody of the practice workspace can read along here.";
    return greeting(channel.private ? "lock" : "hash", channel.name, purpose);
  }
  return greeting("message", state.app.name, `This is between you and ${state.app.name}. Type a slash below to see what it can do.`);
}

function greeting(picture, title, text) {
  return el("div", { class: "greeting" }, el("span", { class: "greeting-icon" }, icon(picture)), el("h2", { text: title }), el("p", { text }));
}
