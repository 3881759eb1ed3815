import type { Classifier } from '@wordloom/core'
import { createWebTrainer } from '@wordloom/trainer-web'
import { readRows } from './read-rows.js'
import tickets from './tickets.csv?raw'

const element = <Type extends Element>(id: string): Type => document.querySelector<Type>(`#${id}`)!
const rows = element<HTMLTextAreaElement>('rows')
const train = element<HTMLButtonElement>('train')
const cancel = element<HTMLButtonElement>('cancel')
const state = element<HTMLOutputElement>('state')
const message = element<HTMLInputElement>('message')
const topic = element<HTMLOutputElement>('topic')

const trainer = createWebTrainer()
let model: Classifier | undefined

rows.value = tickets.slice(tickets.indexOf('\n') + 1).trim()

train.addEventListener('click', async () => {
  const stop = new AbortController()
  cancel.onclick = () => stop.abort()
  train.disabled = true
  cancel.disabled = false
  try {
    const run = trainer.train({
      ...readRows(rows.value),
      // Settings for a handful of rows. For thousands, leave all of these out.
      model: { encoder: { units: 16 }, hidden: { units: 16 } },
      optimizer: { learningRate: 0.01 },
      batchSize: 8,
      epochs: 30,
      validation: 0,
      signal: stop.signal,
    })
    for await (const event of run) {
      if (event.type === 'epoch') state.value = `Epoch ${event.epoch} of 30: loss ${event.loss.toFixed(3)}`
    }
    const trained = await run
    model?.dispose()
    model = trained
    state.value = `Trained on ${readRows(rows.value).texts.length} messages.`
    message.disabled = false
    await predict()
  } catch (error) {
    state.value = stop.signal.aborted ? 'Cancelled.' : String(error)
  } finally {
    train.disabled = false
    cancel.disabled = true
  }
})

message.addEventListener('input', predict)

async function predict(): Promise<void> {
  const [prediction] = (await model?.predict([message.value])) ?? []
  if (prediction === undefined) return
  topic.value = `${prediction.label} (${Math.round(100 * prediction.probability)} %)`
}
