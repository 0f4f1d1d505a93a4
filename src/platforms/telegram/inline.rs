//! Stories that are asked for from any chat (`@bot hakimi`): results with title, summary and the whole story.
//!
//! It decides no words: those come from the desk. Buttons of ours cannot be pressed where such a message stands, so it has
//! one that leads to the bot.

use teloxide::payloads::{AnswerInlineQuery, AnswerInlineQuerySetters as _};
use teloxide::types::{
    InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryId, InlineQueryResult, InlineQueryResultArticle,
    InputMessageContent, InputMessageContentText,
};
use url::Url;

use super::outbound::no_preview;
use super::render;
use crate::bot::Offered;
use crate::domain::story::StoryId;
use crate::domain::text::shorten;
use crate::say;

/// Results on a page; limits.toml `inline.results` allows 50.
pub(super) const PAGE: usize = 20;
/// Telegram gives the same person the same answer for so long (seconds); others may read another language.
const CACHED: u32 = 300;
/// What is read of a query. limits.toml `inline.query`: 256.
pub(super) const TYPED_LIMIT: usize = 256;
/// A description is shown in two lines.
const DESCRIPTION_LIMIT: usize = 200;

/// An answer with these stories; `more` is where the next page begins.
pub(super) fn answer(query: &str, offered: Vec<Offered>, more: Option<usize>, bot: Option<&str>) -> AnswerInlineQuery {
    let results = offered.into_iter().map(|story| InlineQueryResult::Article(article(story, bot)));
    AnswerInlineQuery::new(InlineQueryId(query.to_owned()), results)
        .cache_time(CACHED)
        .is_personal(true)
        .next_offset(more.map(|more| more.to_string()).unwrap_or_default())
}

fn article(offered: Offered, bot: Option<&str>) -> InlineQueryResultArticle {
    let more = say!(offered.message.tongue, "button-more-of-this-story");
    let page = render::first(offered.message);
    let content = InputMessageContentText {
        message_text: page.text,
        parse_mode: None,
        entities: Some(page.entities),
        link_preview_options: Some(no_preview()),
    };
    let id = format!("s{}", offered.story.0);
    let mut article = InlineQueryResultArticle::new(id, offered.title, InputMessageContent::Text(content));
    article.description = Some(shorten(&offered.summary, DESCRIPTION_LIMIT));
    let link = bot.and_then(|bot| Url::parse(&deep_link(bot, offered.story)).ok());
    article.reply_markup =
        link.map(|link| InlineKeyboardMarkup { inline_keyboard: vec![vec![InlineKeyboardButton::url(more, link)]] });
    article
}

/// The address that opens a story in a chat with the bot.
pub(super) fn deep_link(bot: &str, StoryId(story): StoryId) -> String {
    format!("https://t.me/{bot}?start=s{story}")
}

/// The story that a deep link's payload means.
pub(super) fn linked(payload: &str) -> Option<StoryId> {
    payload.trim().strip_prefix('s')?.parse().ok().map(StoryId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deep_link_is_read_back() {
        let link = deep_link("TouchlineBot", StoryId(12));
        assert_eq!(link, "https://t.me/TouchlineBot?start=s12");
        assert_eq!(linked("s12"), Some(StoryId(12)));
        for odd in ["", "s", "12", "sx", "s1 2", "s99999999999999999999"] {
            assert_eq!(linked(odd), None, "{odd}");
        }
    }
}
