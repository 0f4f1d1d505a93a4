//! Values and decisions. Synchronous and pure: no IO, no clock, no storage format, no logging.
//!
//! Read in this order:
//! `community` who speaks and where · `subject` what stories are about · `prose` marked-up text without markup ·
//! `story` a story and its parts · `tournament` the World Cups and their days · `draft` the one set of rules that turns
//! raw fields into a story · `form` the fields that people fill in · `writing` a story that is being written · `file` files
//! that come and go with what is said · `teams`, `names` finding subjects by any of their names ·
//! `spelling` how names are written · `command` the one command table ·
//! `action` what a button carries · `message` neutral messages and how they are split · `telling` a story laid out ·
//! `weekdays`, `zones`, `schedule` civil time in, instants out · `watch` whether the clock can be believed · `filter` which stories are wanted · `section` a part of the catalogue · `subscription` a place's
//! standing order · `delivery` the ledger's states and rules · `choice` the day's story · `dress` what makes it a post · `transfer`
//! stories in files · `notice` what admins are told · `rights` who may do what · `preferences` what admins wish · `tongue` the languages that the bot speaks ·
//! `correction` posts of edited stories.

pub mod action;
pub mod choice;
pub mod command;
pub mod community;
pub mod correction;
pub mod delivery;
pub mod draft;
pub mod dress;
pub mod excerpt;
pub mod file;
pub mod filter;
pub mod form;
pub mod message;
pub mod names;
pub mod notice;
pub mod preferences;
pub mod prose;
pub mod revision;
pub mod rights;
pub mod schedule;
pub mod section;
pub mod spelling;
pub mod story;
pub mod subject;
pub mod submission;
pub mod subscription;
pub mod teams;
pub mod telling;
pub mod text;
pub mod tongue;
pub mod tournament;
pub mod transfer;
pub mod watch;
pub mod weekdays;
pub mod writing;
pub mod zones;
