// Every test there is: build, engines, jest. Names what was skipped and ends with `N passed, N failed[, N skipped]`.
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

const root = join(import.meta.dirname, '..')
const succeeds = (command, ...args) => spawnSync(command, args, {cwd: root, stdio: 'inherit'}).status === 0
const node = (...args) => succeeds(process.execPath, ...args)
// See test/support/thorough.ts.
process.env['LBGEN_THOROUGH'] = '1'

/** Runs jest, and gives its own account of the run; undefined when it did not get so far. */
function runJest() {
  const folder = mkdtempSync(join(tmpdir(), 'lbgen-test-'))
  const file = join(folder, 'results.json')
  try {
    // The flag goes by argument: in NODE_OPTIONS it would reach every lbgen that a test starts.
    const done = node(
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      '--maxWorkers=2',
      '--json',
      `--outputFile=${file}`,
    )
    return {done, results: JSON.parse(readFileSync(file, 'utf8'))}
  } catch {
    return undefined
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

const skippedTests = results =>
  results.testResults.flatMap(({assertionResults}) =>
    assertionResults.filter(({status}) => status === 'pending' || status === 'todo').map(({fullName}) => fullName),
  )

/** In a pipeline, tests and build must leave the files in git as they are. */
const isChanged = () =>
  process.env['CI'] === 'true' &&
  spawnSync('git', ['rev-parse', '--is-inside-work-tree'], {cwd: root}).status === 0 &&
  !succeeds('git', '--no-pager', 'diff', '--exit-code')

function conclude(passed, failures, skipped) {
  for (const failure of failures) console.log(`failed: ${failure}`)
  for (const name of skipped) console.log(`skipped: ${name}`)
  console.log(`${passed} passed, ${failures.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`)
  process.exitCode = failures.length > 0 ? 1 : 0
}

/** Tests by name, and suites that did not come to their tests. */
const failuresIn = results =>
  results.testResults.flatMap(({name, status, assertionResults}) => {
    const failed = assertionResults.filter(one => one.status === 'failed').map(({fullName}) => fullName)
    return status === 'failed' && failed.length === 0 ? [`${name} does not run`] : failed
  })

function test() {
  if (!succeeds('npm', 'run', '--silent', 'build')) return conclude(0, ['npm run build'], [])
  const failures = ['types', 'lint'].filter(script => !succeeds('npm', 'run', '--silent', script)).map(script => `npm run ${script}`)
  if (!node('scripts/engines.js')) failures.push('scripts/engines.js: an engine is missing')
  const run = runJest()
  if (!run) return conclude(0, [...failures, 'jest'], [])
  failures.push(...failuresIn(run.results))
  if (!run.done && failures.length === 0) failures.push('jest')
  if (isChanged()) failures.push('git diff: the tests changed files')
  conclude(run.results.numPassedTests, failures, skippedTests(run.results))
}

test()
