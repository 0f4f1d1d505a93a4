//! The places that daily posts go to, with the real binary and the real rules of both platforms: named in a command, without
//! the right to post, lost and found again.

use local_platforms::discord::{self, Access, ChannelKind, HOME, LOUNGE};
use local_platforms::telegram::{Kind, Role};
use tempfile::TempDir;

use crate::process::{GROUP, Platforms, Running};

const STORIES: u64 = LOUNGE + 1;
const FORUM: i64 = -100_888;
const CHANNEL: i64 = -100_999;

/// Both platforms and the bot, which listens.
async fn started() -> (Platforms, Running, TempDir) {
    let (platforms, folder) = (Platforms::start().await, tempfile::tempdir().expect("a folder"));
    platforms.discord.add_channel(HOME, STORIES, ChannelKind::Text, "stories");
    let bot = Running::start(&platforms, &folder.path().join("touchline.db"), &[]);
    platforms.ready().await;
    (platforms, bot, folder)
}

/// `/daily` with a subcommand for a channel of Discord's, said by an admin.
async fn daily(ana: &discord::Person, what: &str, place: u64) -> String {
    let slash = ana.slash("daily").subcommand(what);
    let slash = if what == "on" { slash.text("time", "09:00").text("silent", "yes") } else { slash };
    slash.channel("place", place).send().answer().await.text()
}

/// Waits for words in somebody's direct messages.
async fn told_alone(platforms: &Platforms, ana: &discord::Person, words: &str) {
    let direct = platforms.discord.direct_channel(ana.user_id());
    let told = || platforms.discord.messages(direct).iter().any(|seen| seen.text().contains(words));
    platforms.discord.wait_until(&format!("“{words}” in the direct messages"), told).await;
}

#[tokio::test]
async fn a_channel_is_named_tested_closed_and_open_again() {
    let (platforms, bot, _folder) = started().await;
    let ana = platforms.discord.person("Ana").admin();
    let on = daily(&ana, "on", STORIES).await;
    assert!(on.contains("A story comes to “#stories” every day at 09:00 UTC."), "{on}");
    assert!(daily(&ana, "test", STORIES).await.starts_with("It works: the post is there."));
    let post = platforms.discord.ledger_of(STORIES).remove(0);
    assert!(post.silent(), "as wished");
    platforms.discord.set_access(STORIES, Access::NoHistory);
    let advised = daily(&ana, "on", STORIES).await;
    assert!(!advised.contains("rests") && advised.contains("Give me “Read Message History” there too:"), "{advised}");
    platforms.discord.set_access(STORIES, Access::Silenced);
    let closed = daily(&ana, "on", STORIES).await;
    assert!(closed.contains("But it rests:** I cannot post there yet. Give me “Send Messages” there."), "{closed}");
    platforms.discord.set_access(STORIES, Access::Hidden);
    let hidden = daily(&ana, "on", STORIES).await;
    assert!(hidden.contains("Give me “View Channel” there."), "{hidden}");
    platforms.discord.set_access(STORIES, Access::Open);
    told_alone(&platforms, &ana, "I can post in “#stories” again: the daily story goes on.").await;
    assert!(!daily(&ana, "show", STORIES).await.contains("paused"));
    bot.stop();
    platforms.assert_clean();
}

#[tokio::test]
async fn another_server_s_channel_is_no_place_of_this_one() {
    let (platforms, bot, _folder) = started().await;
    platforms.discord.add_guild(77, "Elsewhere", &[(78, "secret")]);
    let ana = platforms.discord.person("Ana").admin();
    assert_eq!(daily(&ana, "on", 78).await, "I cannot use that place. I know no such channel in this server.");
    assert!(daily(&ana, "show", LOUNGE).await.starts_with("There is no daily story"));
    bot.stop();
}

#[tokio::test]
async fn a_server_that_removes_the_bot_and_invites_it_back_goes_on() {
    let (platforms, bot, _folder) = started().await;
    let ana = platforms.discord.person("Ana").admin();
    daily(&ana, "on", LOUNGE).await;
    platforms.discord.guild_outage(HOME);
    platforms.discord.guild_returns(HOME);
    assert!(!daily(&ana, "show", LOUNGE).await.contains("paused"), "an outage is no removal");
    platforms.discord.remove_guild(HOME);
    told_alone(
        &platforms,
        &ana,
        "rests, because I cannot post there. I was removed from this server. Invite me again.",
    )
    .await;
    platforms.discord.invite(HOME);
    told_alone(&platforms, &ana, "the daily story goes on.").await;
    let show = daily(&ana, "show", LOUNGE).await;
    assert!(show.contains("every day at 09:00 UTC") && !show.contains("paused"), "{show}");
    bot.stop();
}

#[tokio::test]
async fn a_topic_is_a_place_and_a_kick_is_told_to_the_admin_alone() {
    let (platforms, bot, _folder) = started().await;
    let telegram = &platforms.telegram;
    telegram.add_forum(FORUM, "Forum");
    let ana = telegram.person("Ana");
    platforms.make_admin(FORUM, &ana);
    ana.says("/start").reply().await;
    let in_topic = ana.clone().in_topic(FORUM, 5);
    let on = in_topic.says("/daily on 09:00 UTC silent:yes").reply().await.text();
    assert!(on.starts_with("A story comes here every day at 09:00 UTC."), "{on}");
    in_topic.says("/daily test").reply().await;
    let post = telegram.ledger_of(FORUM).into_iter().find(local_platforms::Post::silent).expect("the test post");
    assert_eq!(post.topic, Some(5));
    let told = |words: &'static str| {
        let chat = ana.chat();
        telegram.wait_until(words, move || telegram.messages(chat).iter().any(|seen| seen.text().contains(words)))
    };
    telegram.bot_becomes(FORUM, &ana, Role::Banned);
    told("The daily story in “Forum, topic 5” rests, because I cannot post there. I was removed from this chat.").await;
    telegram.bot_becomes(FORUM, &ana, Role::Member);
    told("I can post in “Forum, topic 5” again: the daily story goes on.").await;
    telegram.lose_topic(FORUM, 5);
    bot.stop();
    platforms.assert_clean();
}

#[tokio::test]
async fn a_channel_gets_its_stories_by_name_from_its_admin_alone() {
    let (platforms, bot, _folder) = started().await;
    let telegram = &platforms.telegram;
    telegram.add_chat(CHANNEL, Kind::Channel, "Stories FC");
    telegram.add_username(CHANNEL, "stories_fc");
    telegram.set_bot_role(CHANNEL, Role::Administrator);
    telegram.set_bot_right(CHANNEL, "can_post_messages", false);
    let (ana, max) = (telegram.person("Ana"), telegram.person("Max"));
    platforms.make_admin(CHANNEL, &ana);
    let refused = max.says("/daily on 09:00 UTC place:@stories_fc").reply().await.text();
    assert!(refused.starts_with("Only admins of this community may do that."), "{refused}");
    let closed = ana.says("/daily on 09:00 UTC place:@stories_fc").reply().await.text();
    assert!(closed.contains("without the right to post messages. Give it to me."), "{closed}");
    telegram.bot_gets(CHANNEL, &ana, "can_post_messages", true);
    let told = || telegram.messages(ana.chat()).iter().any(|seen| seen.text().contains("the daily story goes on."));
    telegram.wait_until("the admin to be told that it goes on", told).await;
    let tested = ana.says("/daily test place:@stories_fc").reply().await.text();
    assert!(tested.starts_with("It works: the post is there."), "{tested}");
    assert_eq!(telegram.ledger_of(CHANNEL).len(), 1);
    assert!(
        ana.says("/daily show").reply().await.text().starts_with("There is no daily story here."),
        "it is the channel's"
    );
    bot.stop();
    platforms.assert_clean();
}

#[tokio::test]
async fn a_group_that_becomes_a_supergroup_takes_everything_along() {
    let (platforms, bot, _folder) = started().await;
    let telegram = &platforms.telegram;
    let (old, new) = (-4_321, -1_004_321);
    telegram.add_chat(old, Kind::Group, "Fans");
    let ana = telegram.person("Ana");
    platforms.make_admin(old, &ana);
    ana.clone().in_chat(old).says("/daily on 09:00 paris theme:family").reply().await;
    telegram.migrate(old, new);
    platforms.make_admin(new, &ana);
    let show = ana.clone().in_chat(new).says("/daily show").reply().await.text();
    assert!(show.starts_with("A story about family comes here every day at 09:00 Europe/Paris."), "{show}");
    assert_ne!(GROUP, new);
    bot.stop();
    platforms.assert_clean();
}
