/** Reaches behind what a package exports, into what was built of it: single kernels and threads are nobody's interface. */
export async function importBuilt<Module>(packageName: string, path: string): Promise<Module> {
  return (await import(new URL(path, import.meta.resolve(packageName)).href)) as Module
}
