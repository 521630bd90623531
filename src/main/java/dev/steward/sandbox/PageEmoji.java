package dev.steward.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The emoji that people and apps use most, by Slack's names. */
final class PageEmoji {

    static final Pattern SHORTCODE = Pattern.compile(":([a-z0-9_+'-]{1,100}):(?::skin-tone-[2-6]:)?");

    private static final String SET = """
            👍 +1 thumbsup
            👎 -1 thumbsdown
            👏 clap
            🙌 raised_hands
            🙏 pray
            💪 muscle
            👀 eyes
            👋 wave
            👌 ok_hand
            🤝 handshake
            👉 point_right
            👈 point_left
            👆 point_up_2
            👇 point_down
            ✋ hand raised_hand
            🤞 crossed_fingers
            🫡 saluting_face
            😀 grinning
            😃 smiley
            😄 smile
            😁 grin
            😆 laughing satisfied
            😅 sweat_smile
            😂 joy
            🤣 rolling_on_the_floor_laughing
            🙂 slightly_smiling_face
            😉 wink
            😊 blush
            😍 heart_eyes
            😘 kissing_heart
            😎 sunglasses
            🤔 thinking_face thinking
            😐 neutral_face
            😕 confused
            🙁 slightly_frowning_face
            😢 cry
            😭 sob
            😤 triumph
            😡 rage
            😱 scream
            😴 sleeping
            😬 grimacing
            🙄 face_with_rolling_eyes
            🤯 exploding_head
            🥳 partying_face
            🤖 robot_face
            💩 poop hankey
            🎉 tada
            🎊 confetti_ball
            🎂 birthday
            🎁 gift
            🏆 trophy
            🥇 first_place_medal
            🎯 dart
            🚀 rocket
            🚢 ship
            🔥 fire
            ✨ sparkles
            ⭐ star
            🌟 star2
            💯 100
            💥 boom collision
            ⚡ zap
            ❤️ heart
            🧡 orange_heart
            💛 yellow_heart
            💚 green_heart
            💙 blue_heart
            💜 purple_heart
            🖤 black_heart
            💔 broken_heart
            ✅ white_check_mark
            ☑️ ballot_box_with_check
            ✔️ heavy_check_mark
            ❌ x
            ❎ negative_squared_cross_mark
            ❗ exclamation heavy_exclamation_mark
            ❓ question
            ⚠️ warning
            ⛔ no_entry
            🚫 no_entry_sign
            🛑 octagonal_sign
            🚨 rotating_light
            🚧 construction
            ℹ️ information_source
            🆕 new
            🆗 ok
            🆘 sos
            🔴 red_circle
            🟠 large_orange_circle
            🟡 large_yellow_circle
            🟢 large_green_circle
            🔵 large_blue_circle
            🟣 large_purple_circle
            ⚪ white_circle
            ⚫ black_circle
            🔺 small_red_triangle
            🔻 small_red_triangle_down
            🔷 large_blue_diamond
            🔶 large_orange_diamond
            ▶️ arrow_forward
            ⏸️ double_vertical_bar
            ⏹️ black_square_for_stop
            ➡️ arrow_right
            ⬅️ arrow_left
            ⬆️ arrow_up
            ⬇️ arrow_down
            ↩️ leftwards_arrow_with_hook
            🔄 arrows_counterclockwise
            🔁 repeat
            ➕ heavy_plus_sign
            ➖ heavy_minus_sign
            🗑️ wastebasket
            🗄️ file_cabinet
            ❔ grey_question
            🔗 link
            🌐 globe_with_meridians
            📎 paperclip
            📌 pushpin
            📍 round_pushpin
            📝 memo pencil
            ✏️ pencil2
            📄 page_facing_up
            📋 clipboard
            📁 file_folder
            📂 open_file_folder
            🗂️ card_index_dividers
            📅 date
            📆 calendar
            🗓️ spiral_calendar_pad
            📈 chart_with_upwards_trend
            📉 chart_with_downwards_trend
            📊 bar_chart
            📣 mega
            📢 loudspeaker
            🔔 bell
            🔕 no_bell
            💬 speech_balloon
            💭 thought_balloon
            🗨️ left_speech_bubble
            📧 e-mail email
            ✉️ envelope
            📨 incoming_envelope
            📥 inbox_tray
            📤 outbox_tray
            📦 package
            🏷️ label
            🔖 bookmark
            📚 books
            📖 book open_book
            🔍 mag
            🔎 mag_right
            💡 bulb
            🔒 lock
            🔓 unlock
            🔑 key
            🔧 wrench
            🔨 hammer
            ⚙️ gear
            🛠️ hammer_and_wrench
            🧪 test_tube
            🐛 bug
            🧭 compass
            🗺️ world_map
            🏁 checkered_flag
            🚩 triangular_flag_on_post
            ⏰ alarm_clock
            ⏱️ stopwatch
            ⏲️ timer_clock
            ⏳ hourglass_flowing_sand
            ⌛ hourglass
            🕐 clock1
            🌍 earth_africa
            🌅 sunrise
            ☀️ sunny
            🌙 crescent_moon
            ☕ coffee
            🍕 pizza
            🍺 beer
            🌱 seedling
            🌳 deciduous_tree
            🐢 turtle
            🐙 octopus
            👤 bust_in_silhouette
            👥 busts_in_silhouette
            🧑‍💻 technologist
            🏢 office
            💰 moneybag
            💳 credit_card
            💼 briefcase
            🛒 shopping_trolley
            💻 computer
            📱 iphone
            1️⃣ one
            2️⃣ two
            3️⃣ three
            4️⃣ four
            5️⃣ five
            """;

    private static final Map<String, String> BY_NAME = new HashMap<>();
    private static final List<Offer> OFFERS = new ArrayList<>();

    static {
        SET.lines().forEach(line -> {
            var words = line.split(" ");
            for (int i = 1; i < words.length; i++) {
                BY_NAME.put(words[i], words[0]);
            }
            OFFERS.add(new Offer(words[1], words[0]));
        });
    }

    private PageEmoji() {}

    /** One emoji of the picker. */
    record Offer(String name, String unicode) {}

    static Optional<String> unicode(String name) {
        int skin = name.indexOf("::");
        return Optional.ofNullable(BY_NAME.get(skin < 0 ? name : name.substring(0, skin)));
    }

    static List<Offer> picker() {
        return OFFERS;
    }

    /** Text with every known shortcode as its emoji; unknown ones stay as written. */
    static String inText(String text) {
        return text.indexOf(':') < 0
                ? text
                : SHORTCODE.matcher(text)
                        .replaceAll(found -> java.util.regex.Matcher
                                .quoteReplacement(unicode(found.group(1)).orElse(found.group())));
    }
}
