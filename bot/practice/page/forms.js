// What a person has filled in, per surface. It outlives redrawing: a view that is updated keeps what was typed.

/** The inputs of one message, modal or Home. */
class Form {
  #entered = new Map();
  #fields = new Map();

  /** Forget which fields exist, before drawing anew; what was entered stays. */
  redraw() {
    this.#fields.clear();
  }

  /** Declare a field that is being drawn; answers what it holds: entered before, or `initial`. */
  declare(blockId, actionId, initial) {
    const key = `${blockId}\n${actionId}`;
    this.#fields.set(key, { blockId, actionId, initial });
    return this.#entered.get(key) ?? initial;
  }

  /** Remember what was entered, in the shape that Slack sends: `{type, value}`, `{type, selected_option}`… */
  enter(blockId, actionId, entry) {
    this.#entered.set(`${blockId}\n${actionId}`, entry);
  }

  /** What is entered now: block id → action id → entry, as in a view's `state.values`. */
  values() {
    const values = {};
    for (const [key, { blockId, actionId, initial }] of this.#fields) {
      values[blockId] ??= {};
      values[blockId][actionId] = this.#entered.get(key) ?? initial;
    }
    return values;
  }
}

const forms = new Map();

/** The form of a surface, by a key that stays the same while the surface is open. */
export function formOf(key) {
  if (!forms.has(key)) forms.set(key, new Form());
  return forms.get(key);
}

/** Forget a surface that is gone. */
export const dropForm = (key) => forms.delete(key);
