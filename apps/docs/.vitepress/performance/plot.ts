import { axisX, axisY, dot, gridX, plot, ruleY, text } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { figure, type CaseResult, type Contestant } from './results.js'

const rowHeight = 26
const margins = { top: 6, right: 62, bottom: 40, left: 150 }

/**
 * A picture of the medians and of what their rounds spread over, on a logarithmic scale, as SVG. Colours are those of the
 * theme. The table beside it says the same, so that its description can be short.
 *
 * @param id - begins the ids of its parts.
 */
export function plotOf(
  id: string,
  { name, description, unit }: CaseResult,
  contestants: readonly Contestant[],
): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const isOurs = ({ name: who }: Contestant): boolean => who.startsWith('wordloom')
  const colour = (each: Contestant): string => (isOurs(each) ? 'var(--vp-c-brand-1)' : 'var(--vp-c-text-2)')
  const figures = contestants.flatMap(({ lowest, highest }) => [lowest, highest])
  const svg = plot({
    document,
    width: 560,
    height: contestants.length * rowHeight + margins.top + margins.bottom,
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    style: { fontSize: '13px' },
    x: { type: 'log', domain: [Math.min(...figures) / 1.2, Math.max(...figures) * 1.2] },
    y: { type: 'point', domain: contestants.map(({ name: who }) => who) },
    marks: [
      gridX({ ticks: 4, stroke: 'var(--vp-c-divider)', strokeOpacity: 1 }),
      axisX({
        ticks: 4,
        tickFormat: figure,
        label: `${unit}, logarithmic; further left is better`,
        labelAnchor: 'center',
        labelArrow: 'none',
      }),
      axisY({ label: null, tickSize: 0 }),
      ruleY(contestants, {
        y: 'name',
        x1: 'lowest',
        x2: 'highest',
        stroke: colour,
        strokeWidth: 3,
        strokeOpacity: 0.45,
      }),
      dot(contestants, { y: 'name', x: 'median', fill: colour, r: 5 }),
      text(contestants, {
        y: 'name',
        x: 'highest',
        text: ({ median }: Contestant) => figure(median),
        dx: 10,
        textAnchor: 'start',
        fill: colour,
      }),
    ],
  })
  // A page may hold no style element; what it says is in the theme.
  svg.querySelector('style')?.remove()
  for (const part of svg.querySelectorAll('[aria-label], [aria-description]')) {
    part.removeAttribute('aria-label')
    part.removeAttribute('aria-description')
  }
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-labelledby', `${id}-title ${id}-description`)
  const title = Object.assign(document.createElementNS('http://www.w3.org/2000/svg', 'title'), {
    textContent: `${name}, in ${unit}`,
  })
  title.setAttribute('id', `${id}-title`)
  const desc = Object.assign(document.createElementNS('http://www.w3.org/2000/svg', 'desc'), {
    textContent: `${description}. The table below has all figures.`,
  })
  desc.setAttribute('id', `${id}-description`)
  svg.prepend(title, desc)
  // More than a tenth of a pixel nobody sees.
  return svg.outerHTML.replace(/\d+\.\d{6,}/g, (number) => Number(number).toFixed(1))
}
