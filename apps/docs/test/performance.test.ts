import { describe, expect, it } from 'vitest'
import { contestantsOf, figure, readResults } from '../.vitepress/performance/results.js'
import { page, text } from './built-site.js'

describe('the page of performance', () => {
  const html = page('performance.html')
  const shown = text(html)

  it('should name machine, versions and every figure of the results that are kept', () => {
    const results = readResults()
    expect(results.length).toBeGreaterThan(2)
    for (const { machine, node, cases } of results) {
      expect(shown).toContain(machine.processor)
      expect(shown).toContain(`Node ${node}`)
      for (const each of cases) {
        for (const [name, version] of Object.entries(each.versions)) expect(shown).toContain(`${name} ${version}`)
        for (const contestant of contestantsOf(each)) {
          const cells = [contestant.name, figure(contestant.median)].map((cell) => `<td[^>]*>${cell}</td>`)
          expect(html, each.name).toMatch(new RegExp(cells.join('')))
        }
      }
    }
  })

  it('should have a picture with a title and a description for every case with several contestants', () => {
    const cases = readResults().flatMap((each) => each.cases)
    const pictures = [...html.matchAll(/<svg aria-labelledby="(\S+) (\S+)" role="img"/g)]
    expect(pictures.length).toBe(cases.filter((each) => contestantsOf(each).length > 1).length)
    for (const [, title, description] of pictures) {
      expect(html).toContain(`<title id="${title}">`)
      expect(html).toContain(`<desc id="${description}">`)
    }
  })

  it('should tell figures without exponents', () => {
    expect([0.0719, 0.4686, 16.51, 172.6, 16740].map(figure)).toEqual(['0.0719', '0.469', '16.5', '173', '16,740'])
  })
})
