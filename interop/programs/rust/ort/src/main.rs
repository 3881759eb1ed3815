//! Classifies with ort, which opens a library of ONNX Runtime: the one that `ORT_DYLIB_PATH` names.

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
            let ids = Tensor::from_array((case.shape.clone(), case.ids.clone()))?;
            let outputs = session.run(ort::inputs!["ids" => ids])?;
            let (_shape, probabilities) = outputs["probabilities"].try_extract_tensor::<f32>()?;
            Ok(probabilities.to_vec())
        },
    )
}
