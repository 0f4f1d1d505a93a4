//! Who may do what, as one table (product.md section 8), and the proof that admin operations demand.
//!
//! It does not find out who somebody is: the platform says that, at the moment of use.

use super::community::{Caller, Community, PersonId};
use super::tongue::Tongue;

/// A caller's role in the community that they speak in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Anybody.
    Member,
    /// Named by an admin to look after the community's stories.
    Editor,
    /// Administers the community on its platform.
    Admin,
    /// Hosts this process: named in the configuration.
    Operator,
}

/// What a right is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Task {
    /// Read, search, suggest.
    Read,
    /// Daily posts of the community.
    ScheduleDaily,
    /// What admins of the community wish: editors, zone, notices.
    Settings,
    /// The community's own stories.
    CurateOwn,
    /// The shared collection.
    CurateShared,
}

/// The table: does `role` hold the right for `task`?
pub const fn allows(role: Role, task: Task) -> bool {
    match task {
        Task::Read => true,
        Task::ScheduleDaily | Task::Settings => matches!(role, Role::Admin | Role::Operator),
        Task::CurateOwn => matches!(role, Role::Editor | Role::Admin | Role::Operator),
        Task::CurateShared => matches!(role, Role::Operator),
    }
}

/// Proof that somebody may do one task in one community, made at the moment of use. Operations that need the right
/// take it by reference, so they cannot be reached without it.
#[derive(Debug, PartialEq, Eq)]
pub struct Admin {
    community: Community,
    person: PersonId,
    task: Task,
    tongue: Tongue,
}

impl Admin {
    /// The proof, when the table says so.
    pub fn prove(caller: &Caller, role: Role, task: Task) -> Option<Self> {
        allows(role, task).then(|| Self {
            community: caller.community.clone(),
            person: caller.person.clone(),
            task,
            tongue: caller.tongue(),
        })
    }

    /// The community that the right holds in.
    pub fn community(&self) -> &Community {
        &self.community
    }

    /// Who holds it.
    pub fn person(&self) -> &PersonId {
        &self.person
    }

    /// The language in which they are answered.
    pub fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// What it is good for.
    pub fn task(&self) -> Task {
        self.task
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_product_md_section_8() {
        let rows = [
            (Role::Member, [true, false, false, false, false]),
            (Role::Editor, [true, false, false, true, false]),
            (Role::Admin, [true, true, true, true, false]),
            (Role::Operator, [true, true, true, true, true]),
        ];
        for (role, may) in rows {
            let tasks = [Task::Read, Task::ScheduleDaily, Task::Settings, Task::CurateOwn, Task::CurateShared];
            assert_eq!(tasks.map(|task| allows(role, task)), may, "{role:?}");
        }
    }
}
