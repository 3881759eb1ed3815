import { errorCodes } from '@wordloom/core'
import { plainText } from './generated-parts.js'

/** Every code with its meaning and its page; the id of a row is the code, so that it can be linked to. */
export function errorCodeTable(): string {
  const rows = Object.entries(errorCodes).map(
    ([code, meaning]) => `| [<code id="${code}">${code}</code>](./errors/${code}.md) | ${plainText(meaning)} |`,
  )
  return ['| Code | Meaning |', '| --- | --- |', ...rows].join('\n')
}
