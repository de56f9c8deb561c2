// Block Kit text objects.

import { withEmoji } from "./emoji.js";
import { mrkdwn, unescape } from "./mrkdwn.js";
import { reader } from "./reader.js";

/** The words of a plain_text object; nothing for none. */
export function plain(text) {
  const words = unescape(text?.text ?? "");
  return text?.emoji === false ? words : withEmoji(words);
}

/** A text object of either kind, drawn. */
export const textNodes = (text) => (text.type === "mrkdwn" ? mrkdwn(text.text, reader()) : plain(text));
