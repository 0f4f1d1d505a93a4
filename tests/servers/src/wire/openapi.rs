//! Discord's own `OpenAPI` description: the fields of each operation's query and the JSON schema of its body. What it cannot do is told in the README
//! beside the file, and done by heart next door.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::Complaints;
use crate::ask::Ask;
use crate::seen::{list, string};
use crate::sync::lock;

/// The media type of bodies, as a JSON pointer spells it.
const JSON: &str = "application~1json";
/// Told of one body; the rest follows from the first ones.
const MOST_ERRORS: usize = 5;

pub(super) struct OpenApi {
    document: Value,
    validators: Mutex<HashMap<String, Option<Arc<Validator>>>>,
}

impl fmt::Debug for OpenApi {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("OpenApi")
    }
}

impl OpenApi {
    pub(super) fn new(document: Value) -> Self {
        Self { document, validators: Mutex::default() }
    }

    pub(super) fn check(&self, path: &[&str], ask: &Ask, out: &mut Complaints) {
        let method = ask.method.to_lowercase();
        let Some(template) = self.template(&method, path) else {
            out.note("Discord's description has no such operation");
            return;
        };
        for (name, value) in &ask.query {
            self.check_query(&method, &template, name, value, out);
        }
        let pointer = format!("/requestBody/content/{JSON}/schema");
        if let (false, Some(validator)) = (ask.body.is_null(), self.validator(&method, &template, &pointer)) {
            for error in validator.iter_errors(&ask.body).take(MOST_ERRORS) {
                let told: String = error.to_string().chars().take(400).collect();
                out.note(format!("Discord's schema of {template} at {:?}: {told}", error.instance_path.to_string()));
            }
        }
    }

    /// A field of the query must be known, and what it says must be of its kind and within its bounds.
    fn check_query(&self, method: &str, template: &str, name: &str, value: &str, out: &mut Complaints) {
        let operations = &self.document["paths"][template];
        let parameters = list(&operations["parameters"]).iter().chain(list(&operations[method]["parameters"]));
        let mut fields = parameters.filter(|field| field["in"] == "query");
        let Some(field) = fields.find(|field| field["name"] == name) else {
            out.note(format!("Discord's description of {template} has no query field {name}"));
            return;
        };
        let number = value.parse::<i64>();
        let schema = &field["schema"];
        let fits = match schema["type"].as_str() {
            Some("integer") => number.is_ok_and(|number| {
                let bound = |key: &str| schema[key].as_i64();
                bound("minimum").is_none_or(|least| number >= least)
                    && bound("maximum").is_none_or(|most| number <= most)
            }),
            Some("boolean") => matches!(value, "true" | "false"),
            _ if string(&schema["$ref"]).ends_with("/SnowflakeType") => value.parse::<u64>().is_ok(),
            _ => true,
        };
        if !fits {
            out.note(format!("Discord's description of {template}: {name}={value} does not fit"));
        }
    }

    /// What is wrong with an answer of ours, by the description of the operation.
    #[cfg(test)]
    pub(super) fn check_answer(&self, method: &str, path: &[&str], status: u16, body: &Value) -> Vec<String> {
        let method = method.to_lowercase();
        let template = self.template(&method, path).expect("an operation");
        let pointer = format!("/responses/{status}/content/{JSON}/schema");
        let validator = self.validator(&method, &template, &pointer).expect("a described answer");
        validator.iter_errors(body).map(|error| format!("{}: {error}", error.instance_path)).collect()
    }

    /// The path in the description that fits, the one with the most literal pieces first: `@original` before an id.
    fn template(&self, method: &str, path: &[&str]) -> Option<String> {
        let paths = self.document["paths"].as_object()?;
        let fitting =
            paths.iter().filter(|(_, operations)| operations.get(method).is_some()).filter_map(|(template, _)| {
                let pieces: Vec<&str> = template.split('/').filter(|piece| !piece.is_empty()).collect();
                let fits = pieces.len() == path.len()
                    && pieces.iter().zip(path).all(|(piece, segment)| piece.starts_with('{') || piece == segment);
                let open = pieces.iter().filter(|piece| piece.starts_with('{')).count();
                fits.then_some((open, template))
            });
        fitting.min().map(|(_, template)| template.clone())
    }

    /// The compiled schema at a place of an operation, compiled at its first use; `None` where there is none.
    fn validator(&self, method: &str, template: &str, pointer: &str) -> Option<Arc<Validator>> {
        let mut validators = lock(&self.validators);
        let known = validators.entry(format!("{method} {template} {pointer}")).or_insert_with(|| {
            let schema = self.document["paths"][template][method].pointer(pointer)?;
            let options = jsonschema::draft202012::options().should_validate_formats(false);
            let built = options.build(&self.alone(schema));
            Some(Arc::new(built.unwrap_or_else(|error| panic!("Discord's schema of {template}: {error}"))))
        });
        known.clone()
    }

    /// The schema with only what it refers to: a twentieth of the document, and so quick to compile.
    fn alone(&self, schema: &Value) -> Value {
        let mut names = BTreeSet::new();
        references(schema, &mut names);
        let mut found = Map::new();
        while let Some(name) = names.pop_first() {
            let part = &self.document["components"]["schemas"][&name];
            let mut more = BTreeSet::new();
            references(part, &mut more);
            found.insert(name, part.clone());
            names.extend(more.into_iter().filter(|name| !found.contains_key(name)));
        }
        let mut root = schema.clone();
        root["components"] = json!({"schemas": found});
        loosen(&mut root);
        root
    }
}

fn references(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value.as_str().filter(|_| key == "$ref") {
                    Some(target) => names.extend(target.rsplit('/').next().map(str::to_owned)),
                    None => references(value, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        _ => {}
    }
}

/// Discord takes digits in a string wherever its description says integer. Alternatives that excluded each other may
/// then overlap, so one of them or more will do.
fn loosen(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(alternatives) = map.remove("oneOf") {
                map.insert("anyOf".to_owned(), alternatives);
            }
            match map.get_mut("type") {
                Some(Value::String(kind)) if kind == "integer" => {
                    map.insert("type".to_owned(), json!(["integer", "string"]));
                }
                Some(Value::Array(kinds)) if kinds.iter().any(|kind| kind == "integer") => kinds.push("string".into()),
                _ => {}
            }
            map.values_mut().for_each(loosen);
        }
        Value::Array(items) => items.iter_mut().for_each(loosen),
        _ => {}
    }
}
