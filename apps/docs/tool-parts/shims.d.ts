/** What the bundler makes of an import with `?url`: the address of the file. */
declare module '*?url' {
  const address: string
  export { address as default }
}

declare module '*.css'
