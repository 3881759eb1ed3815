/**
 * The labels of a field that holds several, without the white space around them; what is empty is none. A label that
 * stands there twice counts once.
 *
 * @param separator - what stands between them, such as `|`.
 */
export function splitLabels(field: string, separator: string): string[] {
  const labels = field.split(separator).map((label) => label.trim())
  return [...new Set(labels)].filter((label) => label !== '')
}
