import { simpleParser } from 'mailparser'
import { htmlTag, htmlToPlainText } from './html-to-plain-text.js'

/** The text of one message. */
export interface MessageText {
  /** The subject, a line feed, and the body as plain text. */
  readonly text: string
  /** Whether the message was read as MIME. If not, `text` is its raw body. */
  readonly parsed: boolean
}

/** HTML stays as it is here: a message has it in other places too. */
const parserOptions = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true }

/**
 * Subject and body of an e-mail message as plain text.
 *
 * Plain text parts are taken where there are any, HTML parts otherwise; attachments are left out. Words are decoded from
 * the encoding and the charset that the message names. A message that is no valid MIME is not lost: its raw body stands in.
 * The charsets come from a library and not from `TextDecoder`, since those differ: Node 20 knows no curly quotes.
 */
export async function messageText(bytes: Uint8Array): Promise<MessageText> {
  const email = await simpleParser(Buffer.from(bytes), parserOptions).catch(() => undefined)
  if (email === undefined) return { text: plainText(rawBody(bytes)), parsed: false }
  const body = email.text?.trim() ? email.text : email.html || ''
  return { text: `${email.subject ?? ''}\n${plainText(body)}`, parsed: true }
}

/** Senders also put HTML into parts that they declare as plain text, so what a part holds decides. */
function plainText(body: string): string {
  return (htmlTag.test(body) ? htmlToPlainText(body) : body).trim()
}

/** What follows the first empty line. */
function rawBody(bytes: Uint8Array): string {
  const message = new TextDecoder().decode(bytes)
  const headersEnd = /\r?\n\r?\n/.exec(message)
  return headersEnd === null ? message : message.slice(headersEnd.index + headersEnd[0].length)
}
