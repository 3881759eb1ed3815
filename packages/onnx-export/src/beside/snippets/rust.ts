import { flatLiterals, shapeLiterals, type Snippet } from './snippet.js'

/** tract needs no library of ONNX Runtime, but has no strings; ort has. */
export const rust: Snippet = {
  language: 'Rust',
  tag: 'rust',
  needs: ({ input }) =>
    input === 'ids'
      ? '`cargo add tract-onnx@0.23`, in pure Rust'
      : '`cargo add ort@2.0.0-rc.15 --no-default-features --features std,load-dynamic,api-24`; `ORT_DYLIB_PATH` names the ' +
        'shared library of ONNX Runtime',
  program(facts) {
    const { fileName, input } = facts
    const values = flatLiterals(facts)
    const shape = `[${shapeLiterals(facts)}]`
    if (input === 'ids') {
      return `use tract_onnx::prelude::*;

fn main() -> TractResult<()> {
    let model = tract_onnx::onnx().model_for_path(${JSON.stringify(fileName)})?.into_optimized()?.into_runnable()?;
    let ids = Tensor::from_shape(&${shape}, &[${values}_i32])?;
    let outputs = model.run(tvec!(ids.into()))?;
    println!("{:?}", outputs[0].view().as_slice::<f32>()?);
    Ok(())
}
`
    }
    return `use ort::session::Session;
use ort::value::Tensor;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let environment = ort::init().build()?;
    let mut session = Session::builder(&environment)?.commit_from_file(${JSON.stringify(fileName)})?;
    let input = Tensor::from_string_array((${shape}, &[${values}][..]))?;
    let outputs = session.run(ort::inputs!["${input}" => input])?;
    let (_shape, probabilities) = outputs["probabilities"].try_extract_tensor::<f32>()?;
    println!("{probabilities:?}");
    Ok(())
}
`
  },
}
