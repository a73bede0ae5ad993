//! Components and views.
