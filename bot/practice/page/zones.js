// Instants in a person's own time zone. Instants are milliseconds since 1970 throughout.

const formatters = new Map();

function formatter(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formatters.has(key)) formatters.set(key, makeFormatter(zone, options));
  return formatters.get(key);
}

function makeFormatter(zone, options) {
  try {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone || "UTC" });
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  }
}

/** Format an instant in a zone with Intl's options. */
export const inZone = (instant, zone, options) => formatter(zone, options).format(instant);

/** The civil date and time in a zone as numbers: `{year, month, day, hour, minute, second}`. */
export function civil(instant, zone) {
  const numeric = { year: "numeric", month: "numeric", day: "numeric" };
  const clock = { hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" };
  const parts = formatter(zone, { ...numeric, ...clock }).formatToParts(instant);
  return Object.fromEntries(parts.filter((p) => p.type !== "literal").map((p) => [p.type, Number(p.value)]));
}

const two = (n) => String(n).padStart(2, "0");

/** The civil date as `YYYY-MM-DD`. */
export function isoDate(instant, zone) {
  const { year, month, day } = civil(instant, zone);
  return `${year}-${two(month)}-${two(day)}`;
}

/** The civil date and time as `YYYY-MM-DDTHH:MM`, as date-time fields take it. */
export function isoMinute(instant, zone) {
  const { hour, minute } = civil(instant, zone);
  return `${isoDate(instant, zone)}T${two(hour)}:${two(minute)}`;
}

/**
 * The instant at which a zone's clocks show `YYYY-MM-DDTHH:MM`. A time skipped in spring gives the instant
 * after the change; of a time that comes twice in autumn, one of the two.
 */
export function instantOf(localMinute, zone) {
  const wanted = Date.parse(`${localMinute}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 3; round += 1) {
    guess += wanted - Date.parse(`${isoMinute(guess, zone)}:00Z`);
  }
  return guess;
}

/** Civil days from one instant to another, in a zone: 0 is the same day, 1 the next. */
export function daysBetween(from, to, zone) {
  const midnight = (instant) => Date.parse(`${isoDate(instant, zone)}T00:00:00Z`);
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

/** "9:05 AM" in a zone. */
export const clockTime = (instant, zone) => inZone(instant, zone, { hour: "numeric", minute: "2-digit" });
