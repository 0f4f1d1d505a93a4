//! What both platforms know of a file by its name alone. What a file is attached to is each platform's own business.

/// The media type that a platform tells of a file, by the ending of its name; what is not known is bytes.
pub(crate) fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "md" => "text/markdown",
        "txt" => "text/plain",
        "csv" => "text/csv",
        "json" => "application/json",
        "zip" => "application/zip",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        _ => "application/octet-stream",
    }
}

/// A file's name as one piece of an address: whatever is not plain is escaped.
pub(crate) fn in_address(name: &str) -> String {
    let escaped = |byte: u8| {
        let is_plain = byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if is_plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    name.bytes().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_a_file_is_and_fit_into_addresses() {
        assert_eq!((media_type("a.b.MD"), media_type("README")), ("text/markdown", "application/octet-stream"));
        assert_eq!(in_address("a b/ö?.md"), "a%20b%2F%C3%B6%3F.md");
    }
}
