// Where the page comes together: the parts are put in their places, then the facts are fetched.

import { startAddress } from "./address.js";
import { readTraffic } from "./api.js";
import { makeComposer } from "./composer.js";
import { el } from "./dom.js";
import { startDrawers } from "./drawers.js";
import { makeHeader } from "./header.js";
import { makeAbout, makeHome } from "./home.js";
import { startLive } from "./live.js";
import { loadWorkspace, startLoading } from "./loading.js";
import { startModals } from "./modal.js";
import { say, startNotice } from "./notice.js";
import { startPanel } from "./panel.js";
import { startPeople } from "./people.js";
import { startSidebar } from "./sidebar.js";
import { state, update, watch } from "./store.js";
import { makeStream } from "./stream.js";
import { makeWelcome } from "./welcome.js";

const SILENT = "The practice workspace does not answer. Start it, then load this page again.";

function layMain(main) {
  const conversation = el("div", { class: "conversation" }, makeStream(), makeComposer());
  const views = { channel: conversation, home: makeHome(), about: makeAbout(), nobody: makeWelcome() };
  main.append(makeHeader(), ...Object.values(views));
  const show = () => {
    const shown = state.me ? (state.place?.kind ?? "channel") : "nobody";
    for (const [kind, view] of Object.entries(views)) view.hidden = kind !== shown;
  };
  watch(["place", "me"], show);
  show();
}

function nameTab() {
  const name = state.people.get(state.me)?.real_name;
  const place = state.channels.get(state.place?.id)?.name;
  document.title = [place ? `#${place}` : state.app.name, name, state.workspace.name].filter(Boolean).join(" · ");
}

async function start() {
  const part = (id) => document.getElementById(id);
  layMain(part("main"));
  startSidebar(part("sidebar"));
  startPanel(part("panel"));
  startModals(part("modal-layer"));
  startNotice(part("notice"));
  startDrawers();
  startPeople();
  startLoading();
  startLive();
  watch(["place", "me", "workspace"], nameTab);
  if (!(await loadWorkspace())) return say(SILENT);
  const traffic = await readTraffic();
  if (Array.isArray(traffic)) update({ traffic });
  return startAddress();
}

start();
