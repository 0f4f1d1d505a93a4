//! A slash command while somebody types it: options by name, then sent, or asked for suggestions.

use serde_json::{Map, Value, json};

use crate::ask::SentFile;
use crate::discord::offered;
use crate::discord::person::Person;
use crate::discord::said::Said;
use crate::discord::{attached, guild_objects, objects};
use crate::sync::lock;

/// A command being typed. Option kinds are Discord's: 3 text, 4 whole number, 5 yes or no, 6 user, 7 channel, 8 role,
/// 10 number, 11 file.
#[derive(Clone, Debug)]
pub struct Slash {
    person: Person,
    command: String,
    group: Option<String>,
    sub: Option<String>,
    options: Vec<Value>,
    resolved: Map<String, Value>,
    is_asking: bool,
}

impl Slash {
    pub(crate) fn new(person: Person, command: &str) -> Self {
        let command = command.trim_start_matches('/').to_owned();
        let (group, sub, options, resolved) = (None, None, Vec::new(), Map::new());
        Self { person, command, group, sub, options, resolved, is_asking: false }
    }

    /// The subcommand, as `on` in `/daily on`.
    #[must_use]
    pub fn subcommand(mut self, name: &str) -> Self {
        self.sub = Some(name.to_owned());
        self
    }

    /// The group that the subcommand is in.
    #[must_use]
    pub fn group(mut self, name: &str) -> Self {
        self.group = Some(name.to_owned());
        self
    }

    /// A text option.
    #[must_use]
    pub fn text(self, name: &str, value: &str) -> Self {
        self.option(name, 3, value)
    }

    /// A whole-number option.
    #[must_use]
    pub fn int(self, name: &str, value: i64) -> Self {
        self.option(name, 4, value)
    }

    /// A yes-or-no option.
    #[must_use]
    pub fn flag(self, name: &str, value: bool) -> Self {
        self.option(name, 5, value)
    }

    /// A number option.
    #[must_use]
    pub fn number(self, name: &str, value: f64) -> Self {
        self.option(name, 10, value)
    }

    /// A channel option.
    #[must_use]
    pub fn channel(mut self, name: &str, channel: u64) -> Self {
        let object = guild_objects::channel(&lock(&self.person.server.desk.state).places, channel);
        self.resolve("channels", channel, objects::partial_channel(&object, self.person.is.permissions));
        self.option(name, 7, channel.to_string())
    }

    /// A user option.
    #[must_use]
    pub fn user(mut self, name: &str, user: &Person) -> Self {
        let mut member = objects::acting_member(&user.is);
        if let Some(member) = member.as_object_mut() {
            // A resolved member comes without its user, which stands beside it.
            for key in ["user", "deaf", "mute"] {
                member.remove(key);
            }
        }
        self.resolve("members", user.is.id, member);
        self.resolve("users", user.is.id, objects::user(user.is.id, &user.is.name));
        self.option(name, 6, user.is.id.to_string())
    }

    /// An option for a person or a role, filled in with a role.
    #[must_use]
    pub fn mentioned_role(self, name: &str, role: u64, called: &str) -> Self {
        self.resolved_role(role, called).option(name, 9, role.to_string())
    }

    /// A role option.
    #[must_use]
    pub fn role(self, name: &str, role: u64, called: &str) -> Self {
        self.resolved_role(role, called).option(name, 8, role.to_string())
    }

    fn resolved_role(mut self, role: u64, called: &str) -> Self {
        let object = json!({
            "id": role.to_string(), "name": called, "color": 0, "hoist": false, "managed": false, "position": 1,
            "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null}, "icon": null,
            "mentionable": false, "permissions": "0", "unicode_emoji": null, "flags": 0,
        });
        self.resolve("roles", role, object);
        self
    }

    /// A file option.
    #[must_use]
    pub fn file(self, name: &str, file_name: &str, bytes: &[u8]) -> Self {
        self.file_that_claims(name, file_name, bytes, bytes.len())
    }

    /// A file option whose size the platform tells wrongly.
    #[must_use]
    pub fn file_that_claims(mut self, name: &str, file_name: &str, bytes: &[u8], size: usize) -> Self {
        let desk = &self.person.server.desk;
        let file = SentFile { field: String::new(), name: file_name.to_owned(), bytes: bytes.into() };
        let mut attached = attached::attachment(desk, &mut lock(&desk.state), &file);
        (attached["size"], attached["ephemeral"]) = (size.into(), true.into());
        let id = attached["id"].clone();
        self.resolve("attachments", crate::seen::string(&id).parse().unwrap_or_default(), attached);
        self.option(name, 11, id)
    }

    /// The option that is being typed: `send` then asks for suggestions instead of giving the command.
    #[must_use]
    pub fn typing(mut self, name: &str, value: &str) -> Self {
        self.is_asking = true;
        self.options.push(json!({"name": name, "type": 3, "value": value, "focused": true}));
        self
    }

    /// Any option of any kind.
    #[must_use]
    pub fn option(mut self, name: &str, kind: u8, value: impl Into<Value>) -> Self {
        self.options.push(json!({"name": name, "type": kind, "value": value.into()}));
        self
    }

    fn resolve(&mut self, kind: &str, id: u64, object: Value) {
        let objects = self.resolved.entry(kind).or_insert_with(|| json!({}));
        objects[id.to_string()] = object;
    }

    /// Sends it. A command or option that the bot has not registered is a violation: no person could send it.
    pub fn send(self) -> Said {
        let mut options = Value::Array(self.options);
        if let Some(sub) = &self.sub {
            options = json!([{"name": sub, "type": 1, "options": options}]);
        }
        if let Some(group) = &self.group {
            options = json!([{"name": group, "type": 2, "options": options}]);
        }
        let offered = offered::find(&self.person, &self.command);
        let mut content = json!({"name": self.command, "type": 1, "options": options});
        content["id"] = offered.as_ref().map_or_else(|| json!("1"), |command| command["id"].clone());
        if !self.resolved.is_empty() {
            content["resolved"] = Value::Object(self.resolved);
        }
        offered::check(&self.person, offered.as_ref(), &content, self.is_asking);
        self.person.act(if self.is_asking { 4 } else { 2 }, content, None)
    }
}
