//! Discord's own `OpenAPI` description: the JSON schema of each operation's body. What it cannot do is told in the README
//! beside the file, and done by heart next door.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::Complaints;
use crate::sync::lock;

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

    pub(super) fn check(&self, method: &str, path: &[&str], body: &Value, out: &mut Complaints) {
        let method = method.to_lowercase();
        let Some(template) = self.template(&method, path) else {
            out.note("Discord's description has no such operation");
            return;
        };
        if let Some(validator) = self.validator(&method, &template) {
            for error in validator.iter_errors(body).take(MOST_ERRORS) {
                let told: String = error.to_string().chars().take(400).collect();
                out.note(format!("Discord's schema of {template} at {:?}: {told}", error.instance_path.to_string()));
            }
        }
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

    /// The compiled schema of an operation, compiled at its first use; `None` where it takes no JSON body.
    fn validator(&self, method: &str, template: &str) -> Option<Arc<Validator>> {
        let mut validators = lock(&self.validators);
        let known = validators.entry(format!("{method} {template}")).or_insert_with(|| {
            let content = &self.document["paths"][template][method]["requestBody"]["content"];
            let schema = content.get("application/json")?.get("schema")?;
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
