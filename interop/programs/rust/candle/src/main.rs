//! Classifies with Candle, which has no GRU: for files of the unrolled form.

use candle_core::{Device, Tensor};
use std::collections::HashMap;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    cases::run(
        |path| {
            let mut model = candle_onnx::read_file(path)?;
            // Candle refuses an input that is said to be int32. Where nothing is said, ids of int64 do as well.
            if let Some(graph) = &mut model.graph {
                graph.input.clear();
            }
            Ok(model)
        },
        |model, case| {
            let ids = Tensor::from_iter(case.ids.iter().map(|&id| i64::from(id)), &Device::Cpu)?;
            let inputs = HashMap::from([("ids".to_string(), ids.reshape(case.shape.as_slice())?)]);
            let outputs = candle_onnx::simple_eval(model, inputs)?;
            Ok(outputs["probabilities"].flatten_all()?.to_vec1()?)
        },
    )
}
