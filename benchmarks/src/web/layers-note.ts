/** What a reader has to know of tfjs-layers. */
export const layersNote =
  'tfjs-layers has the reset gate before the product (reset_after is not possible there): a slightly different network, so its losses are near the others and not the same.'
