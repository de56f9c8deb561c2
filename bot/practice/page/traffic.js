// What went between Slack and the app, newest first; a click shows the JSON.

import { el, settle } from "./dom.js";
import { reader } from "./reader.js";
import { state, watch } from "./store.js";
import { inZone } from "./zones.js";

const SHOWN = 150;

/** The element of the desk's Traffic page. */
export function makeTraffic() {
  const list = el("ol", { class: "traffic-list", "aria-label": "Traffic, newest first" });
  const filter = el(
    "input",
    {
      class: "text-input",
      type: "search",
      placeholder: "Filter, e.g. chat. or /shifts",
      "aria-label": "Filter the traffic",
    },
  );
  const rows = new Map();
  const draw = () => {
    const entries = state.traffic.filter((entry) => isWanted(entry, filter.value)).slice(-SHOWN).reverse();
    if (!entries.length) return settle(
      list,
      [el(
        "li",
        { class: "empty", text: filter.value ? "Nothing matches." : "Nothing yet. Type a command and watch it pass." },
      )],
    );
    return settle(list, entries.map((entry) => keptRow(rows, entry)));
  };
  filter.addEventListener("input", draw);
  watch(["traffic"], draw);
  draw();
  return el("section", { class: "desk-page traffic" }, filter, list);
}

const isWanted = (entry, wanted) =>
  `${entry.what} ${entry.summary ?? ""}`.toLowerCase().includes(wanted.trim().toLowerCase());

/** The same row as before, so that an opened one stays open. */
function keptRow(rows, entry) {
  if (!rows.has(entry.n)) rows.set(entry.n, row(entry));
  return rows.get(entry.n);
}

function row(entry) {
  const toApp = entry.direction === "to_app";
  const details = el("details", { class: `traffic-row ${entry.ok === false ? "failed" : ""}` },
    el("summary", {},
      el(
        "span",
        {
          class: `way ${toApp ? "to-app" : "to-slack"}`,
          title: toApp ? "Slack → app" : "app → Slack",
          text: toApp ? "→ app" : "→ Slack",
        },
      ),
      el("strong", { class: "traffic-what", text: entry.what }),
      el("span", { class: "traffic-ms", text: took(entry) }),
      entry.summary && el("span", { class: "traffic-summary", text: entry.summary })));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(body(entry));
  });
  return el("li", {}, details);
}

const took = ({ ms }) => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

function body(entry) {
  const at = inZone(
    Date.parse(entry.at),
    reader().zone,
    { month: "short", day: "numeric", hour: "numeric", minute: "2-digit", second: "2-digit" },
  );
  return el("div", { class: "traffic-body" }, el(
    "span",
    { class: "soft", text: `No. ${entry.n}, ${at} by the practice clock` },
  ),
    el("pre", { class: "pre json", tabindex: "0", text: JSON.stringify(entry.body, null, 2) }));
}
