//! Classifies texts, or tokens, with ort, which opens a library of ONNX Runtime: the one that `ORT_DYLIB_PATH` names.

use ort::session::Session;
use ort::value::Tensor;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    cases::run(
        |path| {
            let environment = ort::init().build()?;
            // More threads are no faster for a network of this size.
            let mut builder = Session::builder(&environment)?.with_intra_threads(1)?;
            Ok(builder.commit_from_file(path)?)
        },
        |session, case| {
            let name = session.inputs()[0].name().to_string();
            let strings = Tensor::from_string_array((case.shape.clone(), &case.strings[..]))?;
            let outputs = session.run(ort::inputs![name => strings])?;
            let (_shape, probabilities) = outputs["probabilities"].try_extract_tensor::<f32>()?;
            Ok(probabilities.to_vec())
        },
    )
}
