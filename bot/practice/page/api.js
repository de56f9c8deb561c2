// Calls to the practice server. A failed call is an answer too: `{ok: false, sentence}`.

const SILENT = "The practice workspace does not answer. Is it still running?";

async function exchange(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    return { ok: false, error: "unreachable", sentence: SILENT };
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  return { ok: false, error: `http_${response.status}`, sentence: body?.sentence ?? body?.error ?? SILENT };
}

const get = (path, query = {}) => exchange(`/practice/${path}?${new URLSearchParams(query)}`);

const post = (path, body = {}) =>
  exchange(`/practice/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Practice": "1" },
    body: JSON.stringify(body),
  });

export const readState = () => get("state");
export const readConversations = (user) => get("conversations", { user });
export const readMessages = (user, channel) => get("messages", { user, channel });
export const readHome = (user) => get("home", { user });
export const readStack = (user) => get("view", { user });
export const readTraffic = (after = 0) => get("traffic", { after });

export const type = (user, channel, text) => post("type", { user, channel, text });
export const press = (pressed) => post("press", pressed);
export const useShortcut = (user, callbackId) => post("shortcut", { user, callback_id: callbackId });
export const submit = (user, viewId, values) => post("submit", { user, view_id: viewId, state: { values } });
/** Keep a file that was chosen in a form; answers `{ok, file}` with Slack's description of it. */
export const upload = (user, file) =>
  exchange(`/practice/files?${new URLSearchParams({ user, name: file.name })}`, {
    method: "POST",
    headers: { "X-Practice": "1" },
    body: file,
  });
export const close = (user, viewId) => post("close", { user, view_id: viewId });
export const openHome = (user, tab) => post("home", { user, tab });
export const moveClock = (change) => post("clock", change);
export const setFaults = (faults) => post("faults", faults);
export const runExtra = (id) => post(`extras/${encodeURIComponent(id)}`);
export const changePerson = (id, change) => post(`people/${encodeURIComponent(id)}`, change);
export const invite = (person) => post("people", person);

/** The address of the live event stream of one person, or of nobody in particular. */
export const liveAddress = (user) => `/practice/live?${new URLSearchParams({ user: user ?? "" })}`;
