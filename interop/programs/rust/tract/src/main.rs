//! Classifies with tract, an ONNX runtime in pure Rust.

use std::error::Error;
use tract_onnx::prelude::*;

fn main() -> Result<(), Box<dyn Error>> {
    cases::run(
        |path| {
            let model = tract_onnx::onnx().model_for_path(path)?;
            Ok(model.into_optimized()?.into_runnable()?)
        },
        |model, case| {
            let ids = Tensor::from_shape(&case.shape, &case.ids)?;
            let outputs = model.run(tvec!(ids.into()))?;
            Ok(outputs[0].view().as_slice::<f32>()?.to_vec())
        },
    )
}
