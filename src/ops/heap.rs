//! Memory that was freed goes back to the system.
//!
//! glibc keeps what a thread has freed for that thread: after a burst of posts or questions the process would stay at its
//! largest for as long as it lives, and grow a little with each one. Other allocators were measured and are no better here
//! (ARCHITECTURE.md).

/// Gives back whole pages that nothing uses. It takes some milliseconds, in which each thread that allocates may wait for a
/// part of them. Where the C library has no such thing nothing happens.
#[cfg_attr(all(target_os = "linux", target_env = "gnu"), expect(unsafe_code, reason = "the C library's own call"))]
pub(super) fn release() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: malloc_trim(3) asks nothing of its caller, may be called from any thread at any time, and touches no memory
    // that is in use.
    unsafe {
        libc::malloc_trim(0);
    }
}
