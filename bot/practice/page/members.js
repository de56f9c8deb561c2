// Who belongs to the workspace: the acting person deactivated or brought back, and a stranger invited.

import * as api from "./api.js";
import { el, fill } from "./dom.js";
import { loadWorkspace } from "./loading.js";
import { say } from "./notice.js";
import { me, watch } from "./store.js";

const KINDS = { member: "as a member", guest: "as a guest", stranger: "from another workspace" };

/** The element of the desk's People page. */
export function makeMembers() {
  const acting = el("div", { class: "member" });
  watch(["me", "people"], () => fill(acting, memberNodes()));
  return el(
    "section",
    { class: "desk-page members" },
    el("h3", { text: "Acting as" }),
    acting,
    el("h3", { text: "Invite somebody" }),
    inviteForm(),
  );
}

function memberNodes() {
  const person = me();
  if (!person) return null;
  const facts = [
    ["Name", person.real_name],
    ["Title", person.title],
    ["E-mail", person.email],
    ["Time zone", person.tz],
    ["Slack id", person.id],
  ];
  const rows = facts.filter(([, value]) => value).map(([name, value]) => [
    el("dt", { text: name }),
    el("dd", { text: value }),
  ]);
  const label = person.deactivated ? "Reactivate" : "Deactivate in Slack";
  const button = el(
    "button",
    { class: `button small-button ${person.deactivated ? "" : "button-danger-soft"}`, type: "button", text: label },
  );
  button.addEventListener("click", () => setDeactivated(person, !person.deactivated));
  return [el("dl", { class: "member-facts" }, rows), button];
}

async function setDeactivated(person, deactivated) {
  const answer = await api.changePerson(person.id, { deactivated });
  if (answer.ok === false) return say(answer.sentence);
  say(`${person.real_name} is ${deactivated ? "deactivated" : "active again"}, and the app has been told.`);
  return loadWorkspace();
}

const field = (label, type) =>
  el("input", {
    class: "text-input",
    type,
    required: true,
    placeholder: label,
    "aria-label": label,
    autocomplete: "off",
  });

function inviteForm() {
  const [name, email] = [field("Name", "text"), field("E-mail", "email")];
  const options = Object.entries(KINDS).map(([value, text]) => el("option", { value, text }));
  const kind = el("select", { class: "text-input", "aria-label": "As" }, options);
  const button = el("button", { class: "button small-button", type: "submit", text: "Invite" });
  const form = el("form", { class: "invite" }, name, email, kind, button);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await api.invite({ real_name: name.value, email: email.value, [kind.value]: true });
    if (answer.ok === false) return say(answer.sentence);
    say(`${name.value} has joined, and the app has been told.`);
    form.reset();
    return loadWorkspace();
  });
  return form;
}
