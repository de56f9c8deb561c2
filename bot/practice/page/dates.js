// The tokens of `<!date^…>`, each in the reader's own zone and against the practice clock.

import { civil, clockTime, daysBetween, inZone, isoDate } from "./zones.js";

const HALF_A_YEAR = 183 * 86_400_000;
const UNITS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };
const ordinals = new Intl.PluralRules("en", { type: "ordinal" });
const ordinal = (day) => `${day}${ENDINGS[ordinals.select(day)]}`;

const month = (at, zone, length) => inZone(at, zone, { month: length });
const weekday = (at, zone) => inZone(at, zone, { weekday: "long" });

function yearUnlessNear(at, { zone, now }) {
  return Math.abs(at - now) < HALF_A_YEAR ? "" : `, ${civil(at, zone).year}`;
}

function named(at, { zone, now }) {
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[daysBetween(now, at, zone)] ?? null;
}

const plainDate = (at, reader) =>
  `${month(at, reader.zone, "long")} ${ordinal(civil(at, reader.zone).day)}${yearUnlessNear(at, reader)}`;
const shortDate = (at, reader) =>
  `${month(at, reader.zone, "short")} ${civil(at, reader.zone).day}${yearUnlessNear(at, reader)}`;
const longDate = (at, reader) => `${weekday(at, reader.zone)}, ${plainDate(at, reader)}`;

function fullDate(at, { zone }) {
  const { day, year } = civil(at, zone);
  return `${month(at, zone, "long")} ${day}, ${year}`;
}

function slashed(at, { zone }) {
  const { day, month: number, year } = civil(at, zone);
  return `${number}/${day}/${year}`;
}

/** "3 minutes ago", "in 2 hours", "just now". */
export function ago(at, { now }) {
  const seconds = Math.round((now - at) / 1000);
  const size = Math.abs(seconds);
  const [unit, length] = UNITS.find(([, each]) => size >= each) ?? [];
  if (!unit) return "just now";
  const count = Math.floor(size / length);
  const span = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return seconds > 0 ? `${span} ago` : `in ${span}`;
}

const TOKENS = {
  date_num: (at, { zone }) => isoDate(at, zone),
  date_slash: slashed,
  date: plainDate,
  date_short: shortDate,
  date_long: longDate,
  date_long_full: fullDate,
  date_pretty: (at, reader) => named(at, reader) ?? plainDate(at, reader),
  date_short_pretty: (at, reader) => named(at, reader) ?? shortDate(at, reader),
  date_long_pretty: (at, reader) => named(at, reader) ?? longDate(at, reader),
  day_divider_pretty: (at, reader) => named(at, reader) ?? longDate(at, reader),
  time: (at, { zone }) => clockTime(at, zone),
  time_secs: (at, { zone }) => inZone(at, zone, { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  ago,
};

const capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Fill in a date format such as `{date_short_pretty} at {time}`.
 *
 * @param {number} at the instant, in milliseconds
 * @param {string} format
 * @param {{zone: string, now: number}} reader
 * @returns {string|null} null when a token is unknown, so that the fallback is shown as Slack does
 */
export function formatDate(at, format, reader) {
  let known = Number.isFinite(at);
  const filled = format.replace(/\{(\w+)\}/g, (whole, token, offset) => {
    if (!known || !TOKENS[token]) {
      known = false;
      return whole;
    }
    const text = TOKENS[token](at, reader);
    return offset === 0 ? capitalised(text) : text;
  });
  return known ? filled : null;
}

/** The whole date with the zone's name, for tooltips. */
export const wholeDate = (at, zone) =>
  inZone(at, zone, {
    weekday: "long", year: "numeric", month: "long", day: "numeric",
    hour: "numeric", minute: "2-digit", timeZoneName: "short",
  });
