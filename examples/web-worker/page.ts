import type { Answer, Question } from './messages.js'

const worker = new Worker('worker.js', { type: 'module' })
const message = document.querySelector<HTMLTextAreaElement>('#message')!
const topic = document.querySelector<HTMLOutputElement>('#topic')!

const ask = (): void => worker.postMessage({ text: message.value } satisfies Question)
message.addEventListener('input', ask)
ask()

worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
  if (data.type === 'failure') {
    topic.value = data.message
  } else if (data.text === message.value) {
    // An answer to an older text is passed over: that to the newest one follows.
    const { label, probability } = data.prediction
    topic.value = `${label} (${Math.round(100 * probability)} %)`
  }
})
worker.addEventListener('error', ({ message }) => (topic.value = `The worker failed: ${message}`))
