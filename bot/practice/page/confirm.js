// The confirm dialog that an app may put before an action.

import { el, freshId } from "./dom.js";
import { plain, textNodes } from "./texts.js";

/** Ask; resolves to whether the person went on. Escape and the backdrop are a no. */
export function confirmed(question, style) {
  return new Promise((resolve) => {
    const dialog = draw(question, question.style ?? style);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "confirm");
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
    dialog.showModal();
  });
}

function draw(question, style) {
  const title = freshId("confirm");
  return el(
    "dialog",
    { class: "confirm", "aria-labelledby": title },
    el(
      "form",
      { method: "dialog" },
      el("h2", { id: title, text: plain(question.title) }),
      el("div", { class: "text" }, textNodes(question.text)),
      el(
        "div",
        { class: "confirm-buttons" },
        el("button", { class: "button", value: "deny", text: plain(question.deny) || "Cancel" }),
        el(
          "button",
          {
            class: `button button-${style ?? "primary"}`,
            value: "confirm",
            autofocus: true,
            text: plain(question.confirm) || "OK",
          },
        ),
      ),
    ),
  );
}
