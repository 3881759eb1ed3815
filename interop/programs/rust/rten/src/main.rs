//! Classifies with RTen, an ONNX runtime in pure Rust.

use rten::Model;
use rten_tensor::prelude::*;
use rten_tensor::NdTensor;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    cases::run(
        |path| Ok(Model::load_file(path)?),
        |model, case| {
            let ids = NdTensor::from_data([case.batch, case.time], case.ids.clone());
            let probabilities: NdTensor<f32, 2> = model.run_one(ids.into(), None)?.try_into()?;
            Ok(probabilities.to_vec())
        },
    )
}
