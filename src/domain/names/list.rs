//! A list of numbers that most often holds one, and then needs no memory of its own.
//!
//! It does not know what the numbers stand for.

/// The list.
pub(super) enum List {
    /// Exactly one.
    One(u32),
    /// Any number of them.
    Many(Vec<u32>),
}

impl Default for List {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl List {
    /// All of them.
    pub(super) fn as_slice(&self) -> &[u32] {
        match self {
            Self::One(number) => std::slice::from_ref(number),
            Self::Many(numbers) => numbers,
        }
    }

    /// Puts one at the end.
    pub(super) fn push(&mut self, number: u32) {
        match self {
            Self::One(first) => *self = Self::Many(vec![*first, number]),
            Self::Many(numbers) if numbers.capacity() == 0 => *self = Self::One(number),
            Self::Many(numbers) => numbers.push(number),
        }
    }

    /// Takes one out, wherever it is.
    pub(super) fn remove(&mut self, number: u32) {
        match self {
            Self::One(only) if *only == number => *self = Self::default(),
            Self::One(_) => {}
            Self::Many(numbers) => numbers.retain(|other| *other != number),
        }
    }

    /// Gives back memory that is not needed now.
    pub(super) fn shrink(&mut self) {
        if let Self::Many(numbers) = self {
            numbers.shrink_to_fit();
        }
    }
}
