//! Reads the cases that every runtime is asked, and prints how its answers differ from those that were expected.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Rows, and the probabilities that they should give.
pub struct Case {
    pub name: String,
    /// `[batch, time]` of ids and tokens, `[batch]` of texts.
    pub shape: Vec<usize>,
    /// Of a model that takes ids; 0 is padding, 1 an unknown word.
    pub ids: Vec<i32>,
    /// Of a model that takes texts or tokens.
    pub strings: Vec<String>,
    /// `[batch, outputs]`.
    pub expected: Vec<f32>,
}

/// Loads the model of the folder named on the command line, and classifies every case of that folder.
pub fn run<Model>(
    load: impl FnOnce(&Path) -> Result<Model, Box<dyn Error>>,
    mut classify: impl FnMut(&mut Model, &Case) -> Result<Vec<f32>, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: PROGRAM FOLDER")?);
    let start = Instant::now();
    let mut model = load(&folder.join("model.onnx"))?;
    println!("{{\"load_ms\": {:.2}}}", start.elapsed().as_secs_f64() * 1000.0);
    for case in read_cases(&folder)? {
        let probabilities = classify(&mut model, &case)?;
        let largest = largest_difference(&case.expected, &probabilities)?;
        println!("{{\"case\": \"{}\", \"largest_difference\": {:e}}}", case.name, largest);
    }
    Ok(())
}

fn read_cases(folder: &Path) -> Result<Vec<Case>, Box<dyn Error>> {
    let index = fs::read_to_string(folder.join("cases.tsv"))?;
    let expected_bytes = fs::read(folder.join("expected.bin"))?;
    let mut expected = expected_bytes.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap()));
    let mut ids = read_ids(folder)?.into_iter();
    let mut strings = read_strings(folder)?.into_iter();
    let mut cases = Vec::new();
    for line in index.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, sizes, outputs] = fields[..] else {
            return Err(format!("not a line of an index: {line}").into());
        };
        let shape = sizes.split('x').map(str::parse).collect::<Result<Vec<usize>, _>>()?;
        let count = shape.iter().product();
        let answers = shape[0] * outputs.parse::<usize>()?;
        cases.push(Case {
            name: name.to_string(),
            shape,
            ids: ids.by_ref().take(count).collect(),
            strings: strings.by_ref().take(count).collect(),
            expected: expected.by_ref().take(answers).collect(),
        });
    }
    Ok(cases)
}

fn read_ids(folder: &Path) -> Result<Vec<i32>, Box<dyn Error>> {
    let path = folder.join("ids.bin");
    let bytes = if path.exists() { fs::read(path)? } else { Vec::new() };
    Ok(bytes.chunks_exact(4).map(|b| i32::from_le_bytes(b.try_into().unwrap())).collect())
}

/// A zero byte ends each.
fn read_strings(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let path = folder.join("strings.txt");
    let text = if path.exists() { fs::read_to_string(path)? } else { String::new() };
    Ok(text.split_terminator('\0').map(str::to_string).collect())
}

/// NaN as soon as there is one: `f32::max` would pass over it.
fn largest_difference(expected: &[f32], received: &[f32]) -> Result<f32, Box<dyn Error>> {
    if expected.len() != received.len() {
        return Err(format!("{} probabilities instead of {}", received.len(), expected.len()).into());
    }
    let differences = expected.iter().zip(received).map(|(a, b)| (a - b).abs());
    Ok(differences.fold(0.0, |largest, next| if largest.is_nan() || next <= largest { largest } else { next }))
}
