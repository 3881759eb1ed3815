//! Classifies with RTen, an ONNX runtime in pure Rust.

use rten::Model;
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    cases::run(
        |path| Ok(Model::load_file(path)?),
        |model, case| {
            let ids = Tensor::from_data(&case.shape, case.ids.clone());
            let probabilities: NdTensor<f32, 2> = model.run_one(ids.into(), None)?.try_into()?;
            Ok(probabilities.to_vec())
        },
    )
}
