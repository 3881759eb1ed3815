//! `glove-parse text FILE` or `glove-parse filtered FILE WORDS`: reads vectors, finds `king`, prints its first numbers.
//!
//! The file is mapped into memory and cut into a part for each of two threads at a line end. Digits are converted eight at a
//! time in a 64-bit register; what has another form goes through `str::parse`. Words stay where they are in the file; the
//! index is an open-addressing table.

use memmap2::Mmap;
use std::{collections::HashSet, env, fs, fs::File, thread};

const THREADS: usize = 2;
const POWERS: [f64; 9] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];

/// Rows of a part of the file: words as ranges of bytes, and their numbers one after another.
struct Rows {
    words: Vec<(usize, usize)>,
    values: Vec<f32>,
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let file = File::open(&arguments[2]).expect("the file");
    let bytes = unsafe { Mmap::map(&file) }.expect("a map");
    let _ = bytes.advise(memmap2::Advice::Sequential);
    let dimension = bytes[..line_end(&bytes, 0)].iter().filter(|&&byte| byte == b' ').count();
    let list = arguments.get(3).map(|path| fs::read(path).expect("the words"));
    let wanted: Option<HashSet<&[u8]>> = list
        .as_ref()
        .map(|words| words.split(|&byte| byte == b'\n').collect());

    let mut cuts = vec![0];
    for part in 1..THREADS {
        let middle = bytes.len() * part / THREADS;
        cuts.push(line_end(&bytes, middle) + 1);
    }
    cuts.push(bytes.len());
    let bytes: &[u8] = &bytes;
    let parts: Vec<Rows> = thread::scope(|scope| {
        let threads: Vec<_> = cuts
            .windows(2)
            .map(|cut| {
                let (start, end) = (cut[0], cut[1]);
                let wanted = wanted.as_ref();
                scope.spawn(move || parse(bytes, start, end, dimension, wanted))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("rows")).collect()
    });

    let count: usize = parts.iter().map(|part| part.words.len()).sum();
    let mask = (2 * count).next_power_of_two() - 1;
    let mut slots = vec![0u32; mask + 1];
    let words: Vec<(usize, usize)> = parts.iter().flat_map(|part| part.words.iter().copied()).collect();
    for (row, &(start, end)) in words.iter().enumerate() {
        let mut slot = hash(&bytes[start..end]) & mask;
        while slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        slots[slot] = row as u32 + 1;
    }
    let mut slot = hash(b"king") & mask;
    let row = loop {
        let row = slots[slot] as usize - 1;
        if &bytes[words[row].0..words[row].1] == b"king" {
            break row;
        }
        slot = (slot + 1) & mask;
    };
    let first = parts[0].words.len();
    let values = if row < first {
        &parts[0].values[row * dimension..]
    } else {
        &parts[1].values[(row - first) * dimension..]
    };
    println!(
        "{{\"first\":[{},{},{}],\"rows\":{},\"peakBytes\":{}}}",
        values[0],
        values[1],
        values[2],
        count,
        peak_bytes()
    );
}

fn parse(bytes: &[u8], start: usize, end: usize, dimension: usize, wanted: Option<&HashSet<&[u8]>>) -> Rows {
    let guess = if wanted.is_some() { 16_384 } else { (end - start) / (8 * dimension) };
    let mut rows = Rows {
        words: Vec::with_capacity(guess),
        values: Vec::with_capacity(guess * dimension),
    };
    let mut at = start;
    while at < end {
        let space = at + bytes[at..].iter().position(|&byte| byte == b' ').expect("a space");
        if let Some(words) = wanted {
            if !words.contains(&bytes[at..space]) {
                at = line_end(bytes, space) + 1;
                continue;
            }
        }
        rows.words.push((at, space));
        let mut position = space + 1;
        for _ in 0..dimension {
            let (value, next) = number(bytes, position);
            rows.values.push(value);
            position = next + 1;
        }
        at = position;
    }
    rows
}

/// A number and where it ends.
#[inline(always)]
fn number(bytes: &[u8], start: usize) -> (f32, usize) {
    let negative = bytes[start] == b'-';
    let digit = start + negative as usize;
    if digit + 10 <= bytes.len() && bytes[digit + 1] == b'.' {
        let whole = bytes[digit].wrapping_sub(b'0');
        let chunk = u64::from_le_bytes(bytes[digit + 2..digit + 10].try_into().unwrap());
        // Bytes that are no digits have their high bit set here.
        let others = (chunk.wrapping_sub(0x3030303030303030) | chunk.wrapping_add(0x4646464646464646)) & 0x8080808080808080;
        let decimals = (others.trailing_zeros() / 8) as usize;
        if whole <= 9 && decimals > 0 && decimals < 8 {
            let end = digit + 2 + decimals;
            if bytes[end] == b' ' || bytes[end] == b'\n' {
                let digits = (chunk << (64 - 8 * decimals)) | (0x3030303030303030 >> (8 * decimals));
                let value = (whole as u64 * POWERS[decimals] as u64 + eight_digits(digits)) as f64 / POWERS[decimals];
                return (if negative { -value as f32 } else { value as f32 }, end);
            }
        }
    }
    let end = start + bytes[start..].iter().position(|&byte| byte == b' ' || byte == b'\n').unwrap_or(bytes.len() - start);
    let text = std::str::from_utf8(&bytes[start..end]).expect("text");
    (text.parse::<f64>().expect("a number") as f32, end)
}

#[inline(always)]
fn eight_digits(chunk: u64) -> u64 {
    let pairs = chunk.wrapping_sub(0x3030303030303030);
    let pairs = pairs.wrapping_mul(10).wrapping_add(pairs >> 8);
    let low = (pairs & 0x000000FF000000FF).wrapping_mul(0x000F424000000064);
    let high = ((pairs >> 16) & 0x000000FF000000FF).wrapping_mul(0x0000271000000001);
    low.wrapping_add(high) >> 32
}

fn line_end(bytes: &[u8], start: usize) -> usize {
    // A word of eight bytes at a time.
    let mut at = start;
    while at + 8 <= bytes.len() {
        let chunk = u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()) ^ 0x0A0A0A0A0A0A0A0A;
        let found = chunk.wrapping_sub(0x0101010101010101) & !chunk & 0x8080808080808080;
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |found| at + found)
}

fn hash(word: &[u8]) -> usize {
    word.iter().fold(0x811c9dc5u32, |hash, &byte| (hash ^ byte as u32).wrapping_mul(0x01000193)) as usize
}

fn peak_bytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) * 1024
}
