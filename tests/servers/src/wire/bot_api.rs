//! The Bot API's machine-readable description: a walk over a body that finds missing, unknown and wrongly typed fields.
//! Lengths are not in it; they are known by heart next door.

use std::collections::HashMap;

use serde_json::Value;

use super::{Complaints, at};
use crate::ask::Ask;
use crate::seen::list;

#[derive(Debug)]
pub(super) struct BotApi {
    document: Value,
    /// Lower-case method name to the documented spelling.
    methods: HashMap<String, String>,
}

impl BotApi {
    pub(super) fn new(document: Value) -> Self {
        let names = document["methods"].as_object().into_iter().flatten();
        let methods = names.map(|(name, _)| (name.to_lowercase(), name.clone())).collect();
        Self { document, methods }
    }

    pub(super) fn check(&self, method: &str, ask: &Ask, out: &mut Complaints) {
        let Some(name) = self.methods.get(&method.to_lowercase()) else {
            out.note("the Bot API has no such method");
            return;
        };
        let fields = list(&self.document["methods"][name]["fields"]);
        let mut told = Vec::new();
        for field in fields.iter().filter(|field| field["required"] == true) {
            let key = field["name"].as_str().unwrap_or_default();
            let is_file = ask.files.iter().any(|file| file.field == key);
            if ask.body[key].is_null() && !is_file {
                told.push(format!("the required field {key} is missing"));
            }
        }
        for file in &ask.files {
            let takes = |field: &&Value| list(&field["types"]).iter().any(|kind| kind == "InputFile");
            let is_field = fields.iter().filter(takes).any(|field| field["name"] == file.field.as_str());
            if !is_field && !mentions(&ask.body, &format!("attach://{}", file.field)) {
                told.push(format!("nothing refers to the file {:?}", file.field));
            }
        }
        self.known_fields(fields, &ask.body, "", ask.is_form, &mut told);
        for text in told {
            out.note(text);
        }
    }

    /// Every field that is there must be known and of one of its types.
    fn known_fields(&self, fields: &[Value], object: &Value, path: &str, is_form: bool, told: &mut Vec<String>) {
        for (key, value) in object.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
            let path = at(path, key);
            let Some(field) = fields.iter().find(|field| field["name"] == key.as_str()) else {
                told.push(format!("the Bot API knows no field {path}"));
                continue;
            };
            let kinds: Vec<&str> = list(&field["types"]).iter().filter_map(Value::as_str).collect();
            self.one_of(&kinds, value, &path, is_form, told);
        }
    }

    /// One of the types must fit; otherwise the complaints of the one that fits best are told.
    fn one_of(&self, kinds: &[&str], value: &Value, path: &str, is_form: bool, told: &mut Vec<String>) {
        let tries = kinds.iter().map(|kind| {
            let mut found = Vec::new();
            self.fits(kind, value, path, is_form, &mut found);
            found
        });
        let best = tries.min_by_key(Vec::len);
        told.extend(best.unwrap_or_default());
    }

    fn fits(&self, kind: &str, value: &Value, path: &str, is_form: bool, told: &mut Vec<String>) {
        if let Some(inner) = kind.strip_prefix("Array of ") {
            match value.as_array() {
                Some(items) => {
                    for (index, item) in items.iter().enumerate() {
                        self.fits(inner, item, &format!("{path}[{index}]"), false, told);
                    }
                }
                None => told.push(format!("{path} is no list")),
            }
            return;
        }
        let is_right = match kind {
            "Integer" => value.is_i64() || value.is_u64() || (is_form && is_number(value)),
            "Float" => value.is_number() || (is_form && is_number(value)),
            "Boolean" | "True" => value.is_boolean() || (is_form && (value == "true" || value == "false")),
            "String" | "InputFile" => value.is_string(),
            _ => return self.typed(kind, value, path, told),
        };
        if !is_right {
            told.push(format!("{path} should be {kind}, it is {value}"));
        }
    }

    fn typed(&self, kind: &str, value: &Value, path: &str, told: &mut Vec<String>) {
        let known = &self.document["types"][kind];
        let subtypes: Vec<&str> = list(&known["subtypes"]).iter().filter_map(Value::as_str).collect();
        if !subtypes.is_empty() {
            return self.one_of(&subtypes, value, path, false, told);
        }
        if !value.is_object() {
            told.push(format!("{path} should be {kind}, it is {value}"));
            return;
        }
        let fields = list(&known["fields"]);
        for field in fields.iter().filter(|field| field["required"] == true) {
            let key = field["name"].as_str().unwrap_or_default();
            if value[key].is_null() {
                told.push(format!("the required field {} is missing", at(path, key)));
            }
        }
        self.known_fields(fields, value, path, false, told);
    }
}

/// Whether the text is a value anywhere in it.
fn mentions(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own == text,
        Value::Array(items) => items.iter().any(|item| mentions(item, text)),
        Value::Object(map) => map.values().any(|item| mentions(item, text)),
        _ => false,
    }
}

fn is_number(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.parse::<f64>().is_ok())
}
