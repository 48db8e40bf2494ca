import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {load, loadAll} from 'js-yaml'
import {action} from '../../support/pipeline/github.ts'

const root = join(import.meta.dirname, '../../..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const page = read('docs/pipeline.md')

/** The YAML that a section shows. */
const shown = (section: string): unknown => load(new RegExp(`^## ${section}\\n[^]*?\`\`\`yaml\\n([^]*?)\`\`\``, 'm').exec(page)?.[1] ?? '')

describe('docs/pipeline.md', () => {
  test("lists the action's inputs with what they are by default", () => {
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \| .* \| (.*) \|$/gm)].map(([, name, value = '']) => [name, value])
    expect(rows.map(([name]) => name)).toEqual(Object.keys(action.inputs))
    for (const [name = '', value = ''] of rows)
      expect([name, /^`(.*)`$/.exec(value)?.[1] ?? '']).toEqual([name, action.inputs[name]?.default])
    for (const name of Object.keys(action.outputs)) expect(page).toContain(`output \`${name}\``)
  })

  test('shows a workflow that gives the action what it takes', () => {
    const {permissions, jobs} = shown('GitHub') as Workflow
    const {with: given, id} = jobs.lbgen.steps.find(({uses}) => uses.startsWith('OWNER/lbgen@')) ?? {}
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(given ?? {})))
    expect(permissions['pull-requests']).toBe('write')
    expect(JSON.stringify(jobs)).toContain(`steps.${id}.outputs.sarif`)
  })

  test("shows what GitLab's job takes", () => {
    const {include} = shown('GitLab') as {include: [{file: string; inputs: object}]}
    const [{spec}] = loadAll(read(include[0].file)) as [{spec: {inputs: Record<string, {default?: unknown}>}}]
    expect(Object.keys(spec.inputs)).toEqual(expect.arrayContaining(Object.keys(include[0].inputs)))
    for (const [name, input] of Object.entries(spec.inputs)) {
      expect(page).toContain(`\`${name}\``)
      if (input.default === undefined) expect(include[0].inputs).toHaveProperty(name)
    }
  })

  test('and all that runs lbgen name variables that it reads', () => {
    const manifest = read('oclif.manifest.json')
    const files = ['action.yml', 'pipeline/gitlab/lbgen.yml', 'pipeline/jenkins/Jenkinsfile', 'docs/pipeline.md']
    const named = new Set(files.flatMap(file => read(file).match(/\bLBGEN_[A-Z_]+/g) ?? []))
    // The job's own, which are no flags.
    named.delete('LBGEN_SPECS')
    expect([...named].filter(name => !manifest.includes(`"env": "${name}"`))).toEqual([])
    expect(named.size).toBeGreaterThan(3)
  })

  test('shows hooks that there are', () => {
    const {repos} = shown('Before a commit') as {repos: [{hooks: readonly {id: string}[]}]}
    const hooks = load(read('.pre-commit-hooks.yaml')) as readonly {id: string}[]
    expect(repos[0].hooks.map(({id}) => id)).toEqual(hooks.map(({id}) => id))
  })
})

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: {readonly lbgen: {readonly steps: readonly {readonly id?: string; readonly uses: string; readonly with?: object}[]}}
}
