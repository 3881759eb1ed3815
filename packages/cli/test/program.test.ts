import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { runInProcess } from './support/run-in-process.js'

const commands = ['train', 'evaluate', 'predict', 'export', 'verify', 'inspect', 'doctor'] as const
const vectorsCommands = [
  'download',
  'list',
  'verify',
  'remove',
  'info',
  'convert',
  'similar',
  'analogy',
  'evaluate',
] as const
const everyCommand = [...commands, ...vectorsCommands.map((name) => `vectors ${name}`), 'tfjs-node setup']

describe('help and version', () => {
  it('should list every command', async () => {
    const { code, stdout, stderr } = await runInProcess(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const command of [...commands, 'vectors', 'tfjs-node'])
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
    expect(stdout).toContain('Examples:')
    expect(stdout).toContain('Exit codes:')
  })

  it('should list the commands about vectors', async () => {
    const { code, stdout } = await runInProcess(['vectors', '--help'])
    expect(code).toBe(0)
    for (const command of vectorsCommands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
    expect((await runInProcess(['vectors', 'help', 'similar'])).stdout).toContain('wordloom vectors similar')
  })

  it.each(everyCommand)('should explain %s with examples that it understands', async (command) => {
    const { code, stdout, stderr } = await runInProcess([...command.split(' '), '--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const option of ['--json', '--quiet', '--help']) expect(stdout).toContain(option)
    const examples = [...stdout.matchAll(/^ {2}\$ wordloom (.*)$/gm)].map((match) => match[1]!)
    expect(examples.length).toBeGreaterThanOrEqual(2)
    const described = new Set([...stdout.matchAll(/--[a-z-]+/g)].map(([option]) => option))
    for (const example of examples) {
      expect(`${example} `.startsWith(`${command} `), example).toBe(true)
      // With a folder that does not exist an example fails on the folder, not on its own options.
      const words = [...example.replace(/ < .*/, '').matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!)
      for (const word of words.filter((part) => part.startsWith('--'))) expect(described).toContain(word)
      // The doctor has no input that could be missing; it is run elsewhere.
      if (command === 'doctor') continue
      // This would install something.
      if (command === 'tfjs-node setup') continue
      // These read the cache folder, or a server; they are run elsewhere.
      if (/^vectors (download|list|verify|remove)\b/.test(example)) continue
      const refused = await runInProcess(words)
      // The vectors that come with the command answer.
      if (/^vectors (similar|analogy) /.test(example) && refused.code === 0) continue
      expect(refused.code).toBe(1)
      expect(refused.stdout + refused.stderr).toMatch(/^(error \[|\{"error":\{"code":")FILE_NOT_FOUND/)
    }
  })

  it('should print the version of the package', async () => {
    const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    expect(await runInProcess(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' })
  })
})

describe('wrong usage', () => {
  const train = ['train', '--data', 'a.csv', '--text', 'text', '--label', 'label', '--output', 'out']

  it.each([
    ['no command', []],
    ['an unknown command', ['trian']],
    ['an unknown option', ['predict', 'model', '--jsom']],
    ['a required option that is missing', ['train', '--data', 'a.csv']],
    ['an argument that is missing', ['verify', 'model']],
    ['one argument too many', ['inspect', 'a', 'b']],
    ['a number of units that is none', [...train, '--units', '6.5']],
    ['a share of one', [...train, '--validation', '1.0']],
    ['a learning rate of zero', [...train, '--learning-rate', '0']],
    ['a negative seed', [...train, '--seed', '-1']],
    ['no patience', [...train, '--patience', '0']],
    ['no dropout below one', [...train, '--dropout', '1']],
    ['an unknown pooling', [...train, '--pooling', 'min']],
    ['an unknown optimizer', [...train, '--optimizer', 'lion']],
    ['class weights that are none', [...train, '--class-weights', 'spam']],
    ['an empty separator', [...train, '--label-separator', '']],
    ['texts that are labels too', [...train, '--label', 'text']],
    ['texts that are weights too', [...train, '--weight', 'text']],
    ['resuming without checkpoints', [...train, '--resume']],
    ['intervals without checkpoints', [...train, '--checkpoint-every', '5']],
    ['a number of checkpoints without checkpoints', [...train, '--keep', '5']],
    ['steps of no history', [...train, '--history-steps']],
    ['a buffer without a stream', [...train, '--shuffle-buffer', '5']],
    ['weight decay of Adam', [...train, '--weight-decay', '0.1']],
    ['momentum of Adam', [...train, '--momentum', '0.9']],
    ['Nesterov without momentum', [...train, '--optimizer', 'sgd', '--nesterov']],
    ['Nesterov of RMSprop', [...train, '--optimizer', 'rmsprop', '--momentum', '0.9', '--nesterov']],
    ['a factor of no reduction', [...train, '--schedule-factor', '0.5']],
    ['epochs of a cosine', [...train, '--schedule', 'cosine', '--schedule-epochs', '2']],
    ['steps of a plateau', [...train, '--schedule', 'plateau', '--decay-steps', '20']],
    ['a lowest rate of steps', [...train, '--schedule', 'step', '--minimum-rate', '0.1']],
    ['pretrained vectors that are random', [...train, '--embedding', 'random', '--freeze-embedding', 'pretrained']],
    ['checkpoints in the model', [...train, '--checkpoints', 'out/checkpoints']],
    ['the model in the checkpoints', [...train, '--checkpoints', '.']],
    ['the history in the model', [...train, '--history', './out/history.jsonl']],
    ['the history in the checkpoints', [...train, '--checkpoints', 'points', '--history', 'points/history.jsonl']],
    ['the history over the data', [...train, '--force', '--history', './a.csv']],
    ['a threshold above one', ['predict', 'model', '--threshold', '2']],
    ['no threads', ['doctor', '--threads', '0']],
    ['an unknown data format', [...train, '--format', 'xlsx']],
    ['an unknown export format', ['export', 'model', '--output', 'a', '--format', 'tflite']],
    ['texts from two places', ['predict', 'model', 'a text', '--data', 'a.csv', '--text', 'text']],
    ['a column without a file', ['predict', 'model', '--text', 'text']],
    ['a file without a column', ['predict', 'model', '--data', 'a.csv']],
    ['no command about vectors', ['vectors']],
    ['an unknown command about vectors', ['vectors', 'simlar', 'king']],
    ['no set to download', ['vectors', 'download']],
    ['no set to remove', ['vectors', 'remove']],
    ['no word', ['vectors', 'similar']],
    ['no answer', ['vectors', 'similar', 'king', '--topk', '0']],
    ['an analogy of two words', ['vectors', 'analogy', 'man', 'king']],
    ['an unknown method', ['vectors', 'analogy', 'man', 'king', 'woman', '--method', '3cosdiv']],
    ['an evaluation of nothing', ['vectors', 'evaluate']],
    ['two evaluations', ['vectors', 'evaluate', '--pairs', 'a.tsv', '--analogies', 'b.txt']],
  ])('should exit with 2 for %s', async (_, argv) => {
    const { code, stdout, stderr } = await runInProcess(argv)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^error \[INVALID_ARGUMENT\]: [^\n]+\n$/)
    expect(stderr).toContain('--help')

    const json = await runInProcess([...argv, '--json'])
    expect({ code: json.code, stderr: json.stderr }).toEqual({ code: 2, stderr: '' })
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'INVALID_ARGUMENT', message: expect.any(String) } })
  })

  it('should say which option was meant', async () => {
    expect((await runInProcess(['predict', 'model', '--jsom'])).stderr).toContain('--json')
    expect((await runInProcess(['trian'])).stderr).toContain('train')
    expect((await runInProcess(['vectors', 'simlar'])).stderr).toContain('similar?). See: wordloom vectors --help')
    expect((await runInProcess(['vectors', 'similar'])).stderr).toContain('See: wordloom vectors similar --help')
  })
})

describe('errors', () => {
  it('should be a line and the address of its page on standard error, and exit with 1', async () => {
    const { code, stdout, stderr } = await runInProcess(['predict', 'no-such-model', 'a text'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(
      /^error \[FILE_NOT_FOUND\]: [^\n]*no-such-model[^\n]*\nSee https:\/\/\S+\/errors\/FILE_NOT_FOUND\.html\n$/,
    )
  })

  it('should be one object on standard output with --json', async () => {
    const { code, stdout, stderr } = await runInProcess(['predict', 'no-such-model', 'a text', '--json'])
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    const { error } = JSON.parse(stdout) as { error: { code: string; message: string; details: { file: string } } }
    expect(error).toMatchObject({ code: 'FILE_NOT_FOUND', details: { file: 'no-such-model' } })
    expect(error.message).toContain('no-such-model')
  })

  it('should say where they came from when asked', async () => {
    const argv = ['predict', 'no-such-model', 'a text']
    expect((await runInProcess(argv)).stderr).not.toMatch(/^\s+at /m)
    expect((await runInProcess(argv, { env: { DEBUG: 'other,wordloom' } })).stderr).toMatch(/^\s+at /m)
  })

  it('should not let a name write to the terminal', async () => {
    const { stderr } = await runInProcess(['predict', 'evil\u001b[2J\nname', 'a text'])
    expect(stderr).not.toContain('\u001b')
    expect(stderr.split('\n')).toHaveLength(3)
  })

  it('should take --json behind -- for a text', async () => {
    expect((await runInProcess(['predict', 'no-such-model', '--', '--json'])).stdout).toBe('')
  })
})
