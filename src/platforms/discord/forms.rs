//! Forms as Discord's modals: opened from a list of fields, read back as a story's fields.
//!
//! It does not know what the fields mean. Long texts come whole: Discord's own limit is the only one.

use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};
use serenity::model::application::{ActionRow, ActionRowComponent, InputTextStyle};

use crate::domain::form::{FormField, StoryForm};
use crate::domain::text::shorten;

/// limits.toml `modal.components`.
const FIELDS_LIMIT: usize = 5;
/// limits.toml `label.label`.
const LABEL_LIMIT: usize = 45;
/// limits.toml `text_input.placeholder`.
const PLACEHOLDER_LIMIT: usize = 100;
/// limits.toml `text_input.value`.
const VALUE_LIMIT: u16 = 4_000;

/// A form to be filled in.
pub(super) fn open(fields: &[FormField]) -> CreateModal {
    let rows = fields.iter().take(FIELDS_LIMIT).map(|field| {
        let style = if field.long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
        let input = CreateInputText::new(style, shorten(field.label, LABEL_LIMIT), field.name)
            .required(!field.optional)
            .placeholder(shorten(field.example, PLACEHOLDER_LIMIT))
            .max_length(VALUE_LIMIT);
        CreateActionRow::InputText(input)
    });
    CreateModal::new("story", "Tell a story").components(rows.collect())
}

/// What was filled in.
pub(super) fn read(rows: Vec<ActionRow>) -> StoryForm {
    let fields = rows.into_iter().flat_map(|row| row.components).filter_map(|component| match component {
        ActionRowComponent::InputText(input) => Some((input.custom_id, input.value.unwrap_or_default())),
        _ => None,
    });
    StoryForm { fields: fields.collect() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::form::STORY_FORM;

    #[test]
    fn the_story_form_fits_a_modal() {
        assert!(STORY_FORM.len() <= FIELDS_LIMIT);
        let modal = serde_json::to_value(open(STORY_FORM)).expect("JSON");
        assert_eq!(
            modal["components"][1]["components"],
            json!([{
                "type": 4, "custom_id": "text", "style": 2, "label": "Text (or a whole story file)", "required": true, "max_length": 4000,
                "placeholder": "Paragraphs, *emphasis*, **strong**, > quotes. A whole file starts with +++",
            }])
        );
    }

    #[test]
    fn fields_are_read_from_their_rows() {
        let rows = json!([
            {"type": 1, "components": [{"type": 4, "id": 2, "custom_id": "title", "value": "A"}]},
            {"type": 1, "components": [{"type": 4, "id": 4, "custom_id": "text", "value": "B"}]},
        ]);
        let form = read(serde_json::from_value(rows).expect("rows"));
        assert_eq!((form.value("title"), form.value("text")), ("A", "B"));
    }
}
