//! Forms as Discord's modals: opened from a list of fields, read back as a story's fields.
//!
//! It does not know what the fields mean. Long texts come whole: Discord's own limit is the only one.

use serde_json::{Value, json};

use super::wire::Component;
use crate::domain::draft::{FormField, StoryForm};
use crate::domain::text::shorten;

/// limits.toml `modal.components`.
const FIELDS_LIMIT: usize = 5;
/// limits.toml `label.label`.
const LABEL_LIMIT: usize = 45;
/// limits.toml `text_input.placeholder`.
const PLACEHOLDER_LIMIT: usize = 100;
/// limits.toml `text_input.value`.
const VALUE_LIMIT: usize = 4_000;

/// The content of a callback that opens a form.
pub(super) fn open(fields: &[FormField]) -> Value {
    let fields = fields.iter().take(FIELDS_LIMIT).map(|field| {
        json!({"type": 18, "label": shorten(field.label, LABEL_LIMIT), "component": {
            "type": 4,
            "custom_id": field.name,
            "style": if field.long { 2 } else { 1 },
            "required": !field.optional,
            "placeholder": shorten(field.example, PLACEHOLDER_LIMIT),
            "max_length": VALUE_LIMIT,
        }})
    });
    json!({"custom_id": "story", "title": "Tell a story", "components": fields.collect::<Vec<_>>()})
}

/// What was filled in. Fields lie in labels, or in rows as older clients send them.
pub(super) fn read(components: &[Component]) -> StoryForm {
    let mut form = StoryForm::default();
    collect(components, &mut form);
    form
}

fn collect(components: &[Component], form: &mut StoryForm) {
    for component in components {
        if let Some(value) = component.value.as_str() {
            form.fields.push((component.custom_id.clone(), value.to_owned()));
        }
        collect(&component.components, form);
        if let Some(inner) = component.inner.as_deref() {
            collect(std::slice::from_ref(inner), form);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::STORY_FORM;

    #[test]
    fn the_story_form_fits_a_modal() {
        assert!(STORY_FORM.len() <= FIELDS_LIMIT);
        let modal = open(STORY_FORM);
        assert_eq!(
            modal["components"][1]["component"],
            json!({
                "type": 4, "custom_id": "text", "style": 2, "required": true, "max_length": 4000,
                "placeholder": "Paragraphs, *emphasis*, **strong**, > quotes. A whole file starts with +++",
            })
        );
    }

    #[test]
    fn fields_are_found_in_labels_and_in_rows() {
        let components = json!([
            {"type": 18, "component": {"type": 4, "custom_id": "title", "value": "A"}},
            {"type": 1, "components": [{"type": 4, "custom_id": "text", "value": "B"}]},
        ]);
        let form = read(&serde_json::from_value::<Vec<Component>>(components).expect("components"));
        assert_eq!((form.value("title"), form.value("text")), ("A", "B"));
    }
}
