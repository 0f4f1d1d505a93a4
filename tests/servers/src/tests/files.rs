//! Files in and out: options and documents that people send, forms that the bot sends, and where bytes are to be had.

use std::io;
use std::path::Path;

use serde_json::{Value, json};

use super::{Got, ask, ask_form};
use crate::{WireCheck, discord, telegram};

const STORY: &[u8] = b"# A story\r\n\r\nwith two lines";

/// With the platforms' descriptions where they are at hand.
fn checked(check_with: impl FnOnce(&WireCheck)) {
    if let Some(check) = WireCheck::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/specs")) {
        check_with(&check);
    }
}

async fn discord_form(server: &discord::Server, at: (&str, &str), json: &Value, files: &[(&str, &str, &[u8])]) -> Got {
    let at = (at.0, &*format!("/api/v10{}", at.1));
    let fields = [("payload_json", &*json.to_string())];
    ask_form(&server.api_url(), at, discord::TOKEN, &fields, files).await.expect("an answer")
}

async fn get(api_url: &str, address: &str) -> io::Result<Got> {
    ask(api_url, "GET", address.strip_prefix(api_url).unwrap_or(address), "", &Value::Null).await
}

fn content(mut body: Value) -> Value {
    body["allowed_mentions"] = json!({"parse": []});
    body
}

#[tokio::test]
async fn a_file_option_says_where_its_bytes_are() -> io::Result<()> {
    let server = discord::Server::start().await;
    let said = server.person("Ana").slash("addstory").file("file", "my story.md", STORY).send();
    let option = &said.event()["data"]["options"][0];
    let file = &said.event()["data"]["resolved"]["attachments"][option["value"].as_str().unwrap_or_default()];
    assert_eq!((option["type"].clone(), option["name"].clone()), (json!(11), json!("file")));
    assert_eq!((file["filename"].clone(), file["size"].clone()), (json!("my story.md"), json!(STORY.len())));
    assert_eq!(
        (file["content_type"].clone(), file["proxy_url"].clone()),
        (json!("text/markdown"), file["url"].clone())
    );
    let url = file["url"].as_str().unwrap_or_default();
    assert!(url.contains("/my%20story.md?ex="), "{url}");
    assert_eq!(get(&server.api_url(), url).await?.text.as_bytes(), STORY);
    assert_eq!(get(&server.api_url(), "/attachments/5/none.md").await?.status, 404);
    let liar = server.person("Ana").slash("addstory").file_that_claims("file", "a.md", STORY, 3).send();
    let files = liar.event()["data"]["resolved"]["attachments"].as_object().cloned().unwrap_or_default();
    assert_eq!(files.values().next().map(|file| file["size"].clone()), Some(json!(3)));
    server.assert_clean();
    Ok(())
}

#[tokio::test]
async fn files_come_with_every_kind_of_answer_on_discord() {
    let server = discord::Server::start().await;
    checked(|check| server.check_with(check));
    let files: &[(&str, &str, &[u8])] = &[("files[0]", "story.md", STORY)];
    let listed = content(json!({"attachments": [{"id": "0", "filename": "story.md", "description": "A story"}]}));
    let mut post = listed.clone();
    (post["nonce"], post["enforce_nonce"]) = ("n".into(), true.into());
    let channel = format!("/channels/{}/messages", discord::LOUNGE);
    let posted = discord_form(&server, ("POST", &channel), &post, files).await;
    assert_eq!((posted.status, posted.json()["attachments"][0]["description"].clone()), (200, "A story".into()));

    let ana = server.person("Ana");
    let token = |said: &discord::Said| said.event()["token"].as_str().unwrap_or_default().to_owned();
    let at_once = ana.slash("export").send();
    let path = format!("/interactions/{}/{}/callback", at_once.id(), token(&at_once));
    let callback = json!({"type": 4, "data": listed});
    assert_eq!(discord_form(&server, ("POST", &path), &callback, files).await.status, 204);
    let later = ana.slash("export").send();
    let path = format!("/interactions/{}/{}/callback", later.id(), token(&later));
    let promise = json!({"type": 5});
    ask(&server.api_url(), "POST", &format!("/api/v10{path}"), "", &promise).await.expect("an answer");
    let hook = format!("/webhooks/{}/{}", discord::BOT, token(&later));
    let original = format!("{hook}/messages/@original");
    assert_eq!(discord_form(&server, ("PATCH", &original), &listed, files).await.status, 200);
    assert_eq!(discord_form(&server, ("POST", &hook), &listed, files).await.status, 200);

    let posted = server.messages(discord::LOUNGE).remove(0);
    let follow_up = later.follow_ups(1).await.remove(0);
    for seen in [&posted, at_once.answer().await.seen(), later.answer().await.seen(), &follow_up] {
        let shown = seen.files();
        assert_eq!((shown.len(), shown[0].name.as_str(), shown[0].size), (1, "story.md", STORY.len() as u64));
        assert_eq!(server.bytes_of(&shown[0]).as_deref(), Some(STORY));
    }
    assert!(server.everything_said().iter().all(|post| &*post.files[0].bytes == STORY));
    server.assert_clean();

    // An edit keeps the files that its list names, and takes the others away.
    let kept = content(json!({"attachments": [{"id": posted.files()[0].id}]}));
    let path = format!("{channel}/{}", posted.id);
    for (body, left) in [(content(json!({"content": "x"})), 1), (kept, 1), (content(json!({"attachments": []})), 0)] {
        let got = ask(&server.api_url(), "PATCH", &format!("/api/v10{path}"), discord::TOKEN, &body).await;
        assert_eq!(got.expect("an answer").status, 200);
        assert_eq!(server.message(&posted.id).map(|seen| seen.files().len()), Some(left));
    }
    server.assert_clean();
}

#[tokio::test]
async fn odd_files_are_refused_on_discord() {
    let channel = format!("/channels/{}/messages", discord::LOUNGE);
    let body = |attachments: Value| {
        content(json!({"content": "x", "nonce": "n", "enforce_nonce": true, "attachments": attachments}))
    };
    let one: (&str, &str, &[u8]) = ("files[0]", "a.md", STORY);
    let cases = [
        (vec![one; 2], body(Value::Null), 400, "there twice"),
        (vec![one], body(json!([{"id": "1"}])), 400, "no such file"),
        (vec![one], body(json!([])), 200, "not in the list"),
        (vec![("file", "a.md", STORY)], body(Value::Null), 400, "not files[n]"),
        (vec![("files[0]", "a.md", &[0; 10_485_761])], body(json!([{"id": "0"}])), 413, "10485761 bytes"),
    ];
    for (files, body, status, expected) in cases {
        let server = discord::Server::start().await;
        let got = discord_form(&server, ("POST", &channel), &body, &files).await;
        let violations = server.violations();
        assert_eq!(got.status, status, "{expected}");
        assert!(violations.iter().any(|text| text.contains(expected)), "{expected}: {violations:?}");
    }
    let server = discord::Server::start().await;
    server.set_bot_roles(discord::HOME, &[]);
    let got = discord_form(&server, ("POST", &channel), &body(json!([{"id": "0"}])), &[one]).await;
    assert_eq!((got.status, got.json()["code"].clone()), (403, json!(50_013)), "without the right to attach files");
}

#[tokio::test]
async fn a_document_is_fetched_in_two_steps() -> io::Result<()> {
    let server = telegram::Server::start().await;
    checked(|check| server.check_with(check));
    let ana = server.person("Ana");
    ana.sends_file("story.md", STORY, "/addstory now");
    let update = server.take_updates().remove(0)["message"].take();
    let document = &update["document"];
    assert_eq!((document["file_name"].clone(), document["file_size"].clone()), (json!("story.md"), json!(STORY.len())));
    assert_eq!(
        (document["mime_type"].clone(), update["caption"].clone()),
        (json!("text/markdown"), json!("/addstory now"))
    );
    assert_eq!(update["caption_entities"][0]["type"], "bot_command");
    let call = async |method: &str, body: &Value| {
        ask(&server.api_url(), "POST", &format!("/bot{}/{method}", telegram::TOKEN), "", body).await
    };
    let path = call("getFile", &json!({"file_id": document["file_id"]})).await?.json()["result"]["file_path"].take();
    let path = path.as_str().unwrap_or_default();
    let file = |token: &str, path: &str| format!("/file/bot{token}/{path}");
    assert_eq!(get(&server.api_url(), &file(telegram::TOKEN, path)).await?.text.as_bytes(), STORY);
    assert_eq!(get(&server.api_url(), &file("1:wrong", path)).await?.status, 404);
    assert_eq!(get(&server.api_url(), &file(telegram::TOKEN, "documents/none")).await?.status, 404);
    assert_eq!(call("getFile", &json!({"file_id": "none"})).await?.status, 400);
    ana.sends_file("large.md", &vec![b'x'; (20 << 20) + 1], "");
    let large = server.take_updates().remove(0)["message"]["document"]["file_id"].take();
    assert_eq!(
        call("getFile", &json!({"file_id": large})).await?.json()["description"],
        "Bad Request: file is too big"
    );
    server.assert_clean();
    Ok(())
}

#[tokio::test]
async fn the_bot_sends_documents_on_telegram() -> io::Result<()> {
    let server = telegram::Server::start().await;
    checked(|check| server.check_with(check));
    let ana = server.person("Ana");
    let said = ana.says("/export");
    let (chat, number) = (ana.chat().to_string(), said.message_id());
    let keyboard = r#"{"inline_keyboard":[[{"text":"More","callback_data":"m"}]]}"#;
    let reply = format!(r#"{{"message_id":{number}}}"#);
    let send = async |fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]| {
        let path = format!("/bot{}/SendDocument", telegram::TOKEN);
        ask_form(&server.api_url(), ("POST", &path), "", fields, files).await
    };
    let fields = [
        ("chat_id", &*chat),
        ("caption", "{braces} are words"),
        ("caption_entities", r#"[{"type":"bold","offset":0,"length":8}]"#),
        ("reply_markup", keyboard),
        ("reply_parameters", &*reply),
        ("document", "attach://story"),
    ];
    let got = send(&fields, &[("story", "öne; story.md", STORY)]).await?.json();
    assert_eq!(got["result"]["document"]["mime_type"], "text/markdown", "{got}");
    assert_eq!(got["result"]["reply_to_message"]["message_id"], number);
    let seen = said.reply().await;
    assert_eq!((seen.text().as_str(), seen.files()[0].name.as_str()), ("{braces} are words", "öne; story.md"));
    assert_eq!((seen.buttons()[0].label.as_str(), seen.entities()[0].1.as_str()), ("More", "{braces}"));
    assert_eq!(server.bytes_of(&seen.files()[0]).as_deref(), Some(STORY));
    assert_eq!(send(&[("chat_id", &chat)], &[("document", "plain.md", STORY)]).await?.status, 200);
    server.assert_clean();

    let nothing: &[u8] = b"";
    let empty = send(&[("chat_id", &chat)], &[("document", "empty.md", nothing)]).await?;
    assert_eq!(empty.json()["description"], "Bad Request: file must be non-empty");
    let none = send(&[("chat_id", &chat)], &[("other", "a.md", STORY)]).await?;
    assert_eq!(none.json()["description"], "Bad Request: there is no document in the request");
    let long = "x".repeat(1_025);
    let caption = send(&[("chat_id", &chat), ("caption", &long)], &[("document", "a.md", STORY)]).await?;
    assert_eq!(caption.json()["description"], "Bad Request: message caption is too long");
    Ok(())
}
