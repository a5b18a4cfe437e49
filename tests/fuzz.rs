//! A short run of the fuzz targets that is the same each time: real files and conditions with some of their bytes wrong.

#[path = "../fuzz/bodies.rs"]
mod bodies;

use canvass::domain::research::template::Template;

/// A small generator with a fixed seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }

    /// The bytes with a few places cut, overwritten, doubled, or taken from elsewhere.
    fn spoil(&mut self, from: &[u8], pieces: &[&[u8]]) -> Vec<u8> {
        let mut bytes = from.to_vec();
        for _ in 0..=self.roll(4) {
            let at = self.roll(bytes.len() + 1);
            let end = (at + self.roll(24)).min(bytes.len());
            let put = match self.roll(4) {
                0 => Vec::new(),
                1 => vec![self.roll(256) as u8; 1 + self.roll(3)],
                2 => bytes[at..end].repeat(2),
                _ => pieces[self.roll(pieces.len())].to_vec(),
            };
            bytes.splice(at..end, put);
        }
        bytes
    }
}

#[test]
fn templates_with_some_bytes_wrong_are_refused_with_a_place_or_read() {
    let mut dice = Dice(0x0041_C0DE);
    let pieces: [&[u8]; 9] = [
        b"\"",
        b"[[question]]\n",
        b"show_if = \"",
        b"= ",
        b"{ en = \"",
        "类型".as_bytes(),
        b"type = \"table\"\n",
        b"\xff\xfe",
        b"\n\n",
    ];
    let templates = Template::all().unwrap();
    let mut read = 0;
    for round in 0..210 {
        let file = Template::source(&templates[round % templates.len()].key).unwrap();
        let spoilt = dice.spoil(file.as_bytes(), &pieces);
        bodies::template(&spoilt);
        read += usize::from(Template::read("any.toml", &String::from_utf8_lossy(&spoilt)).is_ok());
    }
    assert!((1..200).contains(&read), "some are still sound and most are not: {read}");
}

#[test]
fn conditions_with_some_bytes_wrong_are_refused_with_a_place_or_read() {
    let mut dice = Dice(0x51F0);
    let pieces: [&[u8]; 10] =
        [b" and ", b" or ", b"not ", b"(", b")", b"\"", b"answered", b" in (", b" has ", "访谈".as_bytes()];
    let sound: [&[u8]; 6] = [
        b"E08=no",
        b"not (B01=y or C02 has z) and A03>=3",
        b"Q11 in (public, invited, \"by, hand\")",
        b"N03 answered",
        b"D01 < 2026-03-01",
        "A01=\"чётко\\\"\"".as_bytes(),
    ];
    for round in 0..20_000 {
        bodies::show_if(&dice.spoil(sound[round % sound.len()], &pieces));
    }
}
