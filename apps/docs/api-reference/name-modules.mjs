import { Comment, Converter, ReflectionKind } from 'typedoc'
import { publicEntries } from './entries.mjs'

/**
 * A plugin of TypeDoc: calls each module what it is imported as, and not after its file, and describes the main module of
 * a package as the package describes itself.
 *
 * @param {import('typedoc').Application} application
 */
export function nameModules(application) {
  const entries = new Map(publicEntries().map((entry) => [entry.source, entry]))
  application.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (!reflection.kindOf(ReflectionKind.Module)) return
    const file = context.getSymbolFromReflection(reflection)?.declarations?.[0]?.getSourceFile().fileName
    const entry = entries.get(file)
    if (entry === undefined) return
    reflection.name = entry.name
    reflection.comment ??= new Comment([{ kind: 'text', text: entry.description }])
  })
}
