import { describe, expect, it } from 'vitest'
import { messageText } from '../../src/corpus/message-text.js'

const message = (...lines: string[]): Uint8Array => Buffer.from(lines.join('\r\n'), 'latin1')

describe('messageText', () => {
  it('should put the decoded subject before the body', async () => {
    const bytes = message(
      'Subject: =?iso-8859-1?Q?Caf=E9?= opens',
      'Content-Type: text/plain; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Cr=E8me br=FBl=E9e to=',
      'day',
    )
    expect(await messageText(bytes)).toEqual({ text: 'Café opens\nCrème brûlée today', parsed: true })
  })

  it('should decode the charset that a part names', async () => {
    const greek = Buffer.from([0xca, 0xe1, 0xeb, 0xe7, 0xec, 0xdd, 0xf1, 0xe1])
    const bytes = Buffer.concat([message('Content-Type: text/plain; charset=iso-8859-7', '', ''), greek])
    expect((await messageText(bytes)).text).toBe('\nΚαλημέρα')
  })

  it('should turn HTML into the words a reader sees', async () => {
    const bytes = message(
      'Subject: Offer',
      'Content-Type: text/html',
      '',
      '<html><head><title>hidden</title><style>p { color: red }</style></head>',
      '<body><script>hidden()</script><h1>Big</h1><p>Save&nbsp;50&#37; <a href="http://hidden.example">here</a></p>',
      '<img src="hidden.gif" alt="hidden"></body></html> <b>now</b>',
    )
    const { text } = await messageText(bytes)
    expect(text.split(/\s+/)).toEqual(['Offer', 'Big', 'Save', '50%', 'here', 'now'])
  })

  it('should take the plain alternative and leave attachments out', async () => {
    const bytes = message(
      'Subject: Report',
      'Content-Type: multipart/mixed; boundary=outer',
      '',
      '--outer',
      'Content-Type: multipart/alternative; boundary=inner',
      '',
      '--inner',
      'Content-Type: text/plain',
      '',
      'plain words',
      '--inner',
      'Content-Type: text/html',
      '',
      '<p>html words</p>',
      '--inner--',
      '--outer',
      'Content-Type: text/plain; name=notes.txt',
      'Content-Disposition: attachment; filename=notes.txt',
      '',
      'attached words',
      '--outer--',
    )
    expect((await messageText(bytes)).text).toBe('Report\nplain words')
  })

  it('should also clean HTML that is declared as plain text', async () => {
    const bytes = message('Subject: x', 'Content-Type: text/plain', '', '<HTML><BODY><FONT size=2>Hello</FONT> you')
    expect((await messageText(bytes)).text).toBe('x\nHello you')
  })

  it('should leave plain text with angle brackets as it is', async () => {
    const body = 'a < b and c > d\n\n> quoted by <someone@example.com>'
    expect((await messageText(message('Subject: x', '', body))).text).toBe(`x\n${body}`)
  })

  it('should keep the raw body of a message that is no valid MIME', async () => {
    const tooManyHeaders = `X-Filler: ${'x'.repeat(3 * 1024 * 1024)}`
    expect(await messageText(message('Subject: lost', tooManyHeaders, '', 'kept'))).toEqual({
      text: 'kept',
      parsed: false,
    })
  })

  it.each(['', '\r\n', 'Subject: only a subject\r\n'])('should read %j without throwing', async (raw) => {
    const { text } = await messageText(Buffer.from(raw))
    expect(text).toBe(raw.includes('Subject') ? 'only a subject\n' : '\n')
  })
})
