/** Settings that some machines need for old builds of OpenBLAS and that slow new ones down. */
const openBlasSettings = ['OPENBLAS_CORETYPE', 'OPENBLAS_L2_SIZE']

/** What each library reads to know how many threads it may use; JAX reads `NPROC`. */
const threadSettings = [
  'OMP_NUM_THREADS',
  'MKL_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'TF_NUM_INTRAOP_THREADS',
  'TF_NUM_INTEROP_THREADS',
  'NPROC',
]

/** The environment of a peer: this process' own, without what would slow it down, and as many threads as it may use. */
export function peerEnvironment(
  threads: number,
  own: Readonly<Record<string, string>>,
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string | undefined> {
  const environment: Record<string, string | undefined> = { ...inherited }
  for (const name of openBlasSettings) delete environment[name]
  for (const name of threadSettings) environment[name] = String(threads)
  return { ...environment, CUDA_VISIBLE_DEVICES: '', PYTHONUNBUFFERED: '1', ...own }
}
