// One message: who, when, what, and whether only this person sees it.

import { appAvatar, personAvatar } from "./avatar.js";
import { drawBlocks } from "./blocks.js";
import { wholeDate } from "./dates.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { reader } from "./reader.js";
import { state } from "./store.js";
import { makeSurface } from "./surface.js";
import { clockTime } from "./zones.js";

/** When a message was posted, in milliseconds. */
export const postedAt = (message) => (message.at ? Date.parse(message.at) : Number(message.ts) * 1000);

/** Whether the app wrote it. */
export const isFromApp = (message) => Boolean(message.bot_id) || message.user === state.app.bot_user_id;

/** Who wrote it, as one id. */
export const authorOf = (message) => (isFromApp(message) ? "app" : message.user);

/** Draw a message; `follows` leaves out the heading of one that continues the message above. */
export function drawMessage(message, { follows = false } = {}) {
  const classes = ["message", follows && "follows", message.ephemeral && "ephemeral"].filter(Boolean);
  return el(
    "article",
    { class: classes.join(" "), data: { ts: message.ts }, "aria-label": `Message from ${nameOf(message)}` },
    el("div", { class: "gutter" }, follows ? timeNode(message, { short: true }) : avatarOf(message)),
    el(
      "div",
      { class: "message-body" },
      message.ephemeral && onlyYou(),
      follows ? null : heading(message),
      content(message),
    ),
  );
}

const nameOf = (message) =>
  isFromApp(message) ? state.app.name : (state.people.get(message.user)?.real_name ?? message.username ?? "Somebody");

const avatarOf = (message) => (isFromApp(message) ? appAvatar() : personAvatar(state.people.get(message.user)));

function timeNode(message, { short = false } = {}) {
  const { zone } = reader();
  const at = postedAt(message);
  const text = short ? clockTime(at, zone).replace(/\s?[AP]M$/, "") : clockTime(at, zone);
  return el("time", { class: "message-time", datetime: new Date(at).toISOString(), title: wholeDate(at, zone), text });
}

function heading(message) {
  const badge = isFromApp(message) && el("span", { class: "app-badge", text: "App" });
  return el("header", { class: "message-heading" }, el("strong", { text: nameOf(message) }), badge, timeNode(message));
}

const onlyYou = () => el("div", { class: "only-you" }, icon("eye"), "Only visible to you");

function content(message) {
  const parts = message.blocks?.length ? blocksOf(message) : textOf(message);
  const files = (message.files ?? []).map(fileCard);
  return [parts, files, message.edited && !message.ephemeral && el("span", { class: "edited", text: "(edited)" })];
}

function blocksOf(message) {
  const container = { type: "message", channel: message.channel, ts: message.ts };
  return drawBlocks(message.blocks, makeSurface(`message ${message.channel} ${message.ts}`, container));
}

const textOf = (message) => (message.text ? el("div", { class: "block text" }, mrkdwn(message.text, reader())) : null);

function fileCard(file) {
  const address = file.url_private_download ?? file.url_private ?? file.permalink ?? `/files/${file.id}/${file.name}`;
  const words = el(
    "span",
    { class: "file-words" },
    el("strong", { text: file.title ?? file.name }),
    el("span", { class: "soft", text: describe(file) }),
  );
  return el(
    "a",
    { class: "file-card", href: address, download: file.name ?? "" },
    icon("file", "icon file-icon"),
    words,
  );
}

function describe(file) {
  const kind = (file.filetype ?? file.name?.split(".").pop() ?? "file").toUpperCase();
  if (!file.size) return kind;
  return `${kind} · ${file.size < 1024 ? `${file.size} bytes` : `${Math.round(file.size / 1024)} KB`}`;
}
