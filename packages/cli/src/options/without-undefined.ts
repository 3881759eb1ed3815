/** The members that are there. */
export type Present<Members> = { readonly [Name in keyof Members]?: Exclude<Members[Name], undefined> }

/** Leaves out members that are undefined, so that whoever gets the object takes its own defaults. */
export function withoutUndefined<Members extends object>(members: Members): Present<Members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<Members>
}
