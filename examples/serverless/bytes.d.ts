/** The bundler replaces such an import by the bytes of the file (`loader` in bundle.js). */
declare module '*?bytes' {
  const bytes: Uint8Array
  export default bytes
}
