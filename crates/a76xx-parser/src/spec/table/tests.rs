use super::super::{find, rows, takes_data, tcpip};
use super::{CHAPTERS, Command, FIELDS, FORMS, LISTS, Packed, SIZE};
use crate::spec::row::Entry;
use crate::spec::wire::{Field, Then, Type};

fn entries(linked: bool) -> impl Iterator<Item = &'static Entry> {
    CHAPTERS.iter().filter(move |(is, _)| *is == linked).flat_map(|(_, chapter)| chapter.iter())
}

/// What is linked says what is written, row by row: the table is the sum of its chapters.
#[test]
fn nothing_is_lost() {
    assert_eq!(rows().len(), entries(true).count());
    for (row, entry) in rows().zip(entries(true)) {
        let told = entry.name;
        assert_eq!(row.name(), entry.name);
        assert_eq!((row.role(), row.order()), (entry.row.role, entry.row.order), "{told}");
        assert_eq!((row.within(), row.heads()), (entry.row.within, entry.row.heads), "{told}");
        assert_eq!(row.forms().len(), entry.forms.len(), "{told}");
        for (index, (form, written)) in row.forms().iter().zip(entry.forms).enumerate() {
            assert_eq!((form.shape, form.sep(), form.then()), (written.shape, written.sep, written.then), "{told}");
            let fields: Vec<Field> = form.fields().iter().collect();
            assert_eq!(fields, written.fields, "{told} {:?}", form.shape);
            let (first, same) = row.forms_at(form.shape);
            let at = index.checked_sub(usize::from(first)).and_then(|at| same.get(at));
            assert_eq!(at, Some(form), "{told} {:?}", form.shape);
        }
    }
}

#[test]
fn equal_things_are_kept_once() {
    assert!(FORMS.len() < SIZE.forms && LISTS.len() < SIZE.rows / 2 && FIELDS.len() < SIZE.fields / 4);
    assert_eq!((size_of::<Command>(), size_of::<super::Form>(), size_of::<Packed>()), (6, 4, 8));
}

/// A handle is its row and no other, and one of a chapter that is left out is no row.
#[test]
fn handles_are_rows() {
    let row = find(b"+CIPOPEN").expect("a row");
    assert!(row.is(&tcpip::CIPOPEN) && tcpip::CIPOPEN.is_linked());
    assert_eq!(rows().filter(|row| row.is(&tcpip::CIPOPEN)).count(), 1);
    for (at, row) in rows().enumerate() {
        assert_eq!(rows().position(|other| other.is(row)), Some(at), "{}", row.name());
    }
    let none = Command::LEFT_OUT;
    assert!(!none.is_linked() && !none.is(&none) && !rows().any(|row| row.is(&none)));
    assert_eq!((none.name(), none.forms(), none.heads()), ("", &[][..], &[][..]));
    for entry in entries(false) {
        assert!(find(entry.name.as_bytes()).is_none(), "{}", entry.name);
    }
}

#[test]
fn names_that_ask_for_data() {
    for row in rows() {
        let asks =
            row.forms().iter().any(|form| form.shape.is_host() && !matches!(form.then(), Then::Line | Then::Text | Then::MayConnect));
        assert_eq!(takes_data(row.name().to_ascii_lowercase().as_bytes()), asks, "{}", row.name());
    }
    // Whether or not their chapters are linked.
    assert!([&b"+CMGS"[..], b"+HTTPDATA", b"+CCHSEND", b"+CIPSEND"].into_iter().all(takes_data));
    assert!(!takes_data(b"+CSQ") && !takes_data(b"+NOSUCH"));
}

#[test]
fn fields_are_packed_without_loss() {
    for ty in [
        Type::Int(-1, -1),
        Type::Int(-9999, 99_999),
        Type::Int(0, 4_294_967_295),
        Type::Int(1, i64::MAX),
        Type::Either(101, 105),
        Type::Quoted(512),
        Type::Ranges,
        Type::Rest,
    ] {
        for field in [Field { ty, optional: true, repeats: 4 }, Field { ty, optional: false, repeats: 0 }] {
            assert_eq!(Packed::new(&field, 0).field(), field);
        }
    }
}
