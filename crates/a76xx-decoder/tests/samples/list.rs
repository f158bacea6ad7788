//! Which logs are text of a terminal, and what the decoder is known to take for something else in them.

/// Raw bytes, or text as a terminal shows it: whole lines of the wire, perhaps indented, perhaps with prints of a program between.
pub(crate) const TEXTS: [u16; 45] = [
    2, 4, 5, 10, 13, 14, 16, 17, 21, 25, 27, 28, 30, 31, 32, 40, 41, 48, 49, 52, 55, 62, 70, 71, 76, 77, 79, 81, 82, 83, 85, 94, 95, 99,
    103, 105, 107, 110, 112, 113, 119, 125, 127, 129, 130,
];

/// The others, with what stands in the way: the wire's lines are not whole lines of the file.
pub(crate) const OTHERS: [(&str, &[u16]); 9] = [
    ("a stamp in front of each line", &[7, 8, 19, 44, 50, 68, 75, 133]),
    ("a word or an arrow of the program in front of each line", &[11, 22, 45, 46, 56, 64, 89, 118]),
    ("lines of a logging framework", &[35, 36, 58, 59, 86]),
    ("hexdump", &[23, 39, 43, 54, 61, 65, 67, 97, 108]),
    ("quote marks in front of each line", &[1, 102, 120]),
    ("a table or notes that retell the dialogue", &[88, 101, 115, 116]),
    ("escaped strings inside of a record", &[12, 73]),
    ("line ends became blanks", &[92]),
    ("prints of a program with lines of the wire inside", &[132]),
];

/// Capture, lines, and why they are taken for something else.
pub(crate) const EXCEPTIONS: &[(u16, &[usize], &str)] = &[
    (119, &[33], "a command that the table does not hold, glued behind other text"),
    (119, &[92], "a command glued behind other text, in a form that only the SIM800 has"),
];
