//! relance.h for Rust: `Result`, and handles that free themselves.
use std::{ptr, slice};

/// The header as bindgen reads it; run.sh says where that is.
#[allow(dead_code, non_camel_case_types)]
mod sys {
    include!(env!("RELANCE_BINDINGS"));
}
pub use sys::*;

pub type ErrorOut = *mut *mut relance_error;

/// Makes a call. An error is its message, or all that is wrong with the rules.
pub fn checked(call: impl FnOnce(ErrorOut) -> relance_code) -> Result<(), String> {
    let mut error = ptr::null_mut();
    if call(&mut error) == RELANCE_OK as relance_code {
        return Ok(());
    }
    unsafe {
        let found = relance_error_diagnostics(error);
        let one = |i| owned(relance_rows_text(found, i, RELANCE_FIELD_TEXT as relance_field));
        let all: String = (0..relance_rows_count(found)).map(one).collect();
        let message = if all.is_empty() { owned(relance_error_message(error)) } else { all };
        relance_error_destroy(error);
        Err(message)
    }
}

/// What a call has made, until it is dropped.
pub struct Handle<T> {
    pub raw: *mut T,
    free: unsafe extern "C" fn(*mut T),
}

impl<T> Handle<T> {
    pub fn made(
        free: unsafe extern "C" fn(*mut T),
        call: impl FnOnce(*mut *mut T, ErrorOut) -> relance_code,
    ) -> Result<Self, String> {
        let mut raw = ptr::null_mut();
        checked(|error| call(&mut raw, error))?;
        Ok(Handle { raw, free })
    }
}

impl<T> Drop for Handle<T> {
    fn drop(&mut self) {
        unsafe { (self.free)(self.raw) }
    }
}

/// Answers, by row and field; relance.h says which rows have which.
pub type Rows = Handle<relance_rows>;

impl Rows {
    pub fn len(&self) -> size_t {
        unsafe { relance_rows_count(self.raw) }
    }
    pub fn text(&self, row: size_t, field: relance_field_value) -> String {
        owned(unsafe { relance_rows_text(self.raw, row, field as relance_field) })
    }
    pub fn number(&self, row: size_t, field: relance_field_value) -> i64 {
        unsafe { relance_rows_number(self.raw, row, field as relance_field) }
    }
}

/// Text for a call: it is only looked at until that returns.
pub fn given(text: &str) -> relance_str {
    relance_str { data: text.as_ptr().cast(), size: text.len() as size_t }
}

pub fn owned(text: relance_str) -> String {
    if text.size == 0 {
        return String::new();
    }
    let bytes = unsafe { slice::from_raw_parts(text.data.cast(), text.size as usize) };
    String::from_utf8_lossy(bytes).into_owned()
}
