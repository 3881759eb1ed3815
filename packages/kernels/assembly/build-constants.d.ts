/** 1 in the build with relaxed SIMD, 0 in the other; set by scripts/build-wasm.mjs. */
declare const RELAXED: i32
/** 0 in the builds that only predict, 1 in the others. */
declare const TRAINING: i32
