// Who belongs to the workspace: the acting person deactivated or brought back, and a stranger invited.

import * as api from "./api.js";
import { el, fill } from "./dom.js";
import { loadWorkspace } from "./loading.js";
import { say } from "./notice.js";
import { me, watch } from "./store.js";

/** The element of the desk's People page. */
export function makeMembers() {
  const acting = el("div", { class: "member" });
  watch(["me", "people"], () => fill(acting, memberNodes()));
  return el("section", { class: "desk-page members" }, el("h3", { text: "Acting as" }), acting, el("h3", { text: "Invite somebody" }), inviteForm());
}

function memberNodes() {
  const person = me();
  if (!person) return null;
  const facts = [["Name", person.real_name], ["Title", person.title], ["E-mail", person.email], ["Time zone", person.tz], ["Slack id", person.id]];
  const rows = facts.filter(([, value]) => value).map(([name, value]) => [el("dt", { text: name }), el("dd", { text: value })]);
  const label = person.deactivated ? "Reactivate" : "Deactivate in Slack";
  const button = el("button", { class: `button small-button ${person.deactivated ? "" : "button-danger-soft"}`, type: "button", text: label });
  button.addEventListener("click", () => setDeactivated(person, !person.deactivated));
  return [el("dl", { class: "member-facts" }, rows), button];
}

async function setDeactivated(person, deactivated) {
  const answer = await api.changePerson(person.id, { deactivated });
  if (answer.ok === false) return say(answer.sentence);
  say(`${person.real_name} is ${deactivated ? "deactivated" : "active again"}, and the app has been told.`);
  return loadWorkspace();
}

function inviteForm() {
  const name = el("input", { class: "text-input", required: true, placeholder: "Name", "aria-label": "Name", autocomplete: "off" });
  const email = el("input", { class: "text-input", required: true, type: "email", placeholder: "E-mail", "aria-label": "E-mail", autocomplete: "off" });
  const guest = el("input", { type: "checkbox" });
  const form = el("form", { class: "invite" }, name, email, el("label", { class: "choice" }, guest, "as a guest"),
    el("button", { class: "button small-button", type: "submit", text: "Invite" }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await api.invite({ real_name: name.value, email: email.value, guest: guest.checked });
    if (answer.ok === false) return say(answer.sentence);
    say(`${name.value} has joined, and the app has been told.`);
    form.reset();
    return loadWorkspace();
  });
  return form;
}
