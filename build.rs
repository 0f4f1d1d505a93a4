//! Builds again when a story is added or removed: the collection is embedded, and cargo sees only files that it knows.

fn main() {
    println!("cargo:rerun-if-changed=stories");
}
