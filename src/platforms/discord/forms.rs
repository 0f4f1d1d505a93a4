//! Forms as Discord's modals: opened from a list of fields, read back as a story's fields.
//!
//! It does not know what the fields mean. Long texts come whole: Discord's own limit is the only one.

use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};
use serenity::model::application::{ActionRowComponent, InputTextStyle, ModalInteractionData};

use crate::domain::form::{EXAMPLE_LIMIT, Form, LABEL_LIMIT, StoryForm};
use crate::domain::text::{shorten, utf16_len};
use crate::say;

/// limits.toml `modal.components`.
const FIELDS_LIMIT: usize = 5;
/// limits.toml `text_input.value`.
const VALUE_LIMIT: u16 = 4_000;

/// A form to be filled in; `None` when what stands in it already is longer than Discord lets it be.
pub(super) fn open(form: &Form) -> Option<CreateModal> {
    if form.values.iter().any(|(_, value)| utf16_len(value) > usize::from(VALUE_LIMIT)) {
        return None;
    }
    let rows = form.fields.iter().take(FIELDS_LIMIT).map(|field| {
        let style = if field.long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
        // What is wrong stands beside the field, as far as Discord leaves room for it.
        let fault = form.faults.iter().find(|(name, _)| *name == field.name);
        let label = match fault {
            Some((_, fault)) => say!(form.tongue, "fault-in-label", label = field.label(), found = fault),
            None => field.label().say(form.tongue),
        };
        let input = CreateInputText::new(style, shorten(&label, LABEL_LIMIT), field.name)
            .required(!field.optional)
            .placeholder(shorten(&field.example().say(form.tongue), EXAMPLE_LIMIT))
            .max_length(VALUE_LIMIT);
        let value = form.values.iter().find(|(name, _)| *name == field.name);
        let input = value.map_or(input.clone(), |(_, value)| input.value(value));
        CreateActionRow::InputText(input)
    });
    let title = shorten(&form.title().say(form.tongue), LABEL_LIMIT);
    Some(CreateModal::new(form.key.as_ref(), title).components(rows.collect()))
}

/// What was filled in.
pub(super) fn read(data: ModalInteractionData) -> StoryForm {
    let fields = data.components.into_iter().flat_map(|row| row.components).filter_map(|component| match component {
        ActionRowComponent::InputText(input) => Some((input.custom_id, input.value.unwrap_or_default())),
        _ => None,
    });
    StoryForm { key: data.custom_id, fields: fields.collect() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::form::STORY_FIELDS;
    use crate::domain::schedule::Timestamp;
    use crate::domain::writing::{Purpose, Writing};

    fn empty() -> Form {
        Writing::new(Purpose::Add, Timestamp::default()).form(None, None, Vec::new())
    }

    #[test]
    fn the_story_form_fits_a_modal() {
        assert!(STORY_FIELDS.len() <= FIELDS_LIMIT);
        let modal = serde_json::to_value(open(&empty()).expect("short")).expect("JSON");
        assert_eq!(
            modal["components"][1]["components"],
            json!([{
                "type": 4, "custom_id": "text", "style": 2, "label": "Text (or a whole story file)", "required": true, "max_length": 4000,
                "placeholder": "Paragraphs, *emphasis*, **strong**, > quotes. A whole file starts with +++",
            }])
        );
    }

    #[test]
    fn what_is_wrong_stands_beside_its_field() {
        let form =
            Form { faults: vec![("match", "“2022-13-01” is no date that there is or ever was".into())], ..empty() };
        let modal = serde_json::to_value(open(&form).expect("short")).expect("JSON");
        let label = modal["components"][3]["components"][0]["label"].as_str().expect("a label").to_owned();
        assert!(label.starts_with("Match, or the day: “2022-13-01”") && utf16_len(&label) <= LABEL_LIMIT, "{label}");
    }

    #[test]
    fn fields_are_read_from_their_rows() {
        let rows = json!([
            {"type": 1, "components": [{"type": 4, "id": 2, "custom_id": "title", "value": "A"}]},
            {"type": 1, "components": [{"type": 4, "id": 4, "custom_id": "text", "value": "B"}]},
        ]);
        let form = read(serde_json::from_value(json!({"custom_id": "story", "components": rows})).expect("a modal"));
        assert_eq!((form.key.as_str(), form.value("title"), form.value("text")), ("story", "A", "B"));
    }

    #[test]
    fn what_is_too_long_for_a_form_is_not_cut() {
        let form = |length: usize| Form { values: vec![("text", "x".repeat(length))], ..empty() };
        let modal = serde_json::to_value(open(&form(4_000)).expect("it fits")).expect("JSON");
        assert_eq!(modal["components"][1]["components"][0]["value"], "x".repeat(4_000));
        assert!(open(&form(4_001)).is_none());
    }
}
