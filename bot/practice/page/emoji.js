// Emoji shortcodes that an app of this kind is likely to use. An unknown one stays as it was typed.

const GLYPHS = {
  // signs
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", warning: "⚠️",
  no_entry: "⛔", no_entry_sign: "🚫", rotating_light: "🚨", bangbang: "‼️", exclamation: "❗",
  heavy_exclamation_mark: "❗", grey_exclamation: "❕", question: "❓", grey_question: "❔",
  information_source: "ℹ️", heavy_plus_sign: "➕", heavy_minus_sign: "➖", sos: "🆘", new: "🆕", ok: "🆗",
  recycle: "♻️", arrows_counterclockwise: "🔄", repeat: "🔁", twisted_rightwards_arrows: "🔀",
  arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️", arrow_forward: "▶️",
  double_vertical_bar: "⏸️", black_square_for_stop: "⏹️", left_right_arrow: "↔️",
  leftwards_arrow_with_hook: "↩️", link: "🔗",
  // circles and squares
  red_circle: "🔴", large_orange_circle: "🟠", orange_circle: "🟠", large_yellow_circle: "🟡",
  yellow_circle: "🟡", large_green_circle: "🟢", green_circle: "🟢", large_blue_circle: "🔵",
  blue_circle: "🔵", white_circle: "⚪", black_circle: "⚫", large_red_square: "🟥",
  large_green_square: "🟩", large_yellow_square: "🟨", small_blue_diamond: "🔹", small_orange_diamond: "🔸",
  // time
  calendar: "📆", date: "📅", spiral_calendar_pad: "🗓️", calendar_spiral: "🗓️", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", alarm_clock: "⏰", stopwatch: "⏱️", timer_clock: "⏲️", watch: "⌚",
  clock1: "🕐", clock3: "🕒", clock7: "🕖", clock8: "🕗", clock9: "🕘", clock12: "🕛", zzz: "💤",
  sunrise: "🌅", sunny: "☀️", crescent_moon: "🌙", night_with_stars: "🌃",
  // places and work
  school: "🏫", office: "🏢", classical_building: "🏛️", house: "🏠", round_pushpin: "📍", pushpin: "📌",
  world_map: "🗺️", compass: "🧭", shield: "🛡️", police_car: "🚓", cop: "👮", oncoming_police_car: "🚔",
  busstop: "🚏", bus: "🚌", door: "🚪", key: "🔑", lock: "🔒", unlock: "🔓", closed_lock_with_key: "🔐",
  badge: "📛", name_badge: "📛", id: "🆔", scales: "⚖️", balance_scale: "⚖️", fire_extinguisher: "🧯",
  fire: "🔥", ambulance: "🚑", telephone_receiver: "📞", phone: "☎️", telephone: "☎️", iphone: "📱",
  // paper
  clipboard: "📋", memo: "📝", pencil: "📝", pencil2: "✏️", page_facing_up: "📄", page_with_curl: "📃",
  bookmark_tabs: "📑", books: "📚", book: "📖", notebook: "📓", newspaper: "📰", scroll: "📜",
  bar_chart: "📊", chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", paperclip: "📎",
  inbox_tray: "📥", outbox_tray: "📤", package: "📦", envelope: "✉️", email: "📧", incoming_envelope: "📨",
  mailbox: "📫", file_folder: "📁", open_file_folder: "📂", card_index: "📇", ticket: "🎫", receipt: "🧾",
  // people and learning
  mortar_board: "🎓", busts_in_silhouette: "👥", bust_in_silhouette: "👤", handshake: "🤝", wave: "👋",
  raised_hand: "✋", hand: "✋", raising_hand: "🙋", pray: "🙏", clap: "👏", muscle: "💪", thumbsup: "👍",
  "+1": "👍", thumbsdown: "👎", "-1": "👎", point_right: "👉", point_left: "👈", point_down: "👇",
  point_up: "☝️", ok_hand: "👌", eyes: "👀", brain: "🧠", speech_balloon: "💬", thought_balloon: "💭",
  smile: "😄", slightly_smiling_face: "🙂", grinning: "😀", thinking_face: "🤔", sweat_smile: "😅",
  tada: "🎉", trophy: "🏆", medal: "🏅", star: "⭐", star2: "🌟", sparkles: "✨", rocket: "🚀", zap: "⚡",
  // tools
  gear: "⚙️", wrench: "🔧", hammer_and_wrench: "🛠️", toolbox: "🧰", mag: "🔍", mag_right: "🔎", bulb: "💡",
  bell: "🔔", no_bell: "🔕", loudspeaker: "📢", mega: "📣", speaker: "🔈", mute: "🔇", satellite: "🛰️",
  electric_plug: "🔌", floppy_disk: "💾", computer: "💻", desktop_computer: "🖥️", robot_face: "🤖",
  triangular_flag_on_post: "🚩", checkered_flag: "🏁", construction: "🚧", traffic_light: "🚥",
  vertical_traffic_light: "🚦", octagonal_sign: "🛑", umbrella: "☔", snowflake: "❄️", tornado: "🌪️",
  one: "1️⃣", two: "2️⃣", three: "3️⃣", four: "4️⃣", five: "5️⃣", keycap_ten: "🔟", heart: "❤️",
};

/** The glyph of a shortcode without its colons, or null. */
export const emojiGlyph = (name) => GLYPHS[name] ?? null;

/** Replace the shortcodes in plain text. */
export const withEmoji = (text) =>
  text.replace(/:([a-z0-9_+-]+):(?::skin-tone-\d:)?/g, (whole, name) => emojiGlyph(name) ?? whole);
