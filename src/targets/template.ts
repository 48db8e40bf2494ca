import type * as HandlebarsModule from 'handlebars'
import runtime from 'handlebars/runtime.js'

// The cast is Handlebars': its runtime has the module's interface, but is typed as a bare object.
const Handlebars = runtime as unknown as typeof HandlebarsModule

/** Makes one value fit for its place in a target's file: its own quoting, so that no value can leave its place. */
export type Escape = (value: unknown) => string

/** Prints the template of that name (`haproxy/service`) with a view, every value through `escape`. */
export type Print = (name: string, view: object, escape: Escape) => string

/** Precompiled templates by target and name; `npm run generate` makes them from `templates/`. A target's are loaded when they are asked for. */
export type Templates = Readonly<Record<string, {readonly templates: Readonly<Record<string, TemplateSpecification>>}>>

type TemplateSpecification = Readonly<Record<string, unknown>>
type Program = (container: Container, ...rest: unknown[]) => unknown

interface Container {
  escapeExpression: Escape
  helpers: Helpers
  invokePartial: (partial: PartialTemplate, view: unknown, options: PartialOptions) => string
  readonly hooks: unknown
  readonly protoAccessControl: unknown
}

type PartialTemplate = (view: unknown, options: PartialOptions) => string

/** What Handlebars hands on to a partial, besides what a template has written into it. */
interface PartialOptions {
  partial?: boolean
  hooks?: unknown
  protoAccessControl?: unknown
}

type Delegates = Readonly<Record<string, HandlebarsModule.TemplateDelegate>>
type Helpers = typeof HandlebarsModule.helpers

/**
 * A printer for one set of templates.
 *
 * Handlebars hard-wires HTML escaping into the container that it hands to every template. A precompiled template is a
 * function of that container, so each one is wrapped to meet the target's own escaping there instead: `{{value}}` is
 * safe by default, in partials too, and only `{{{raw}}}` bypasses it.
 */
export function printer(templates: Templates): Print {
  const printers = new Map<string, Map<Escape, Delegates>>()

  return (name, view, escape) => {
    const target = name.slice(0, name.indexOf('/'))
    const ofTarget = printers.get(target) ?? new Map<Escape, Delegates>()
    const delegates = ofTarget.get(escape) ?? delegatesOf(templates[target]?.templates ?? {}, escape)
    printers.set(target, ofTarget.set(escape, delegates))
    const print = delegates[name]
    if (print === undefined) throw new Error(`There is no template ${name}.`)
    return print(view)
  }
}

/** The templates of one target with an escape. */
function delegatesOf(templates: Templates[string]['templates'], escape: Escape): Delegates {
  const handlebars = Handlebars.create()
  // Handlebars' own counts and names each item, for templates that ask for it; ours do not.
  handlebars.registerHelper('each', (items: readonly unknown[], {fn}: HandlebarsModule.HelperOptions) =>
    items.map(item => fn(item)).join(''),
  )
  handlebars.registerHelper('from', (...origins: unknown[]) => mark(origins.slice(0, -1)))
  const delegates = Object.fromEntries(
    Object.entries(templates).map(([name, template]) => [name, handlebars.template(withEscape(template, escape, handlebars.helpers))]),
  )
  handlebars.registerPartial(Object.fromEntries(Object.entries(delegates).map(([name, print]) => [name, once(print)])))
  return delegates
}

/** A partial that remembers what it printed last: what many lines share is one object, and there may be a hundred thousand lines. */
function once(print: HandlebarsModule.TemplateDelegate): HandlebarsModule.TemplateDelegate {
  let last: unknown
  let text: string | undefined
  return (view, options) => {
    if (text !== undefined && last === view) return text
    text = print(view, options)
    last = view
    return text
  }
}

function withEscape(template: TemplateSpecification, escape: Escape, helpers: Helpers): TemplateSpecification {
  // The cast is Handlebars': a precompiled template has no type of its own.
  const main = template['main'] as Program
  return {
    ...template,
    main: (container: Container, ...rest: unknown[]) => {
      container.escapeExpression = escape
      container.helpers = helpers
      // Handlebars' own looks for names, blocks and indentation, which our partials never need; they are called for every server.
      container.invokePartial = (partial, view, options) => {
        options.partial = true
        options.hooks = container.hooks
        options.protoAccessControl = container.protoAccessControl
        return partial(view, options)
      }
      return main(container, ...rest)
    },
  }
}

// Control characters that no value may hold, so that a mark can never be mistaken for text.
const MARK = '\u0001'
const BETWEEN = '\u0002'

/** Origins that many lines share come as one array. */
const mark = (origins: readonly unknown[]): string =>
  `${MARK}${origins
    .flat()
    .flatMap(origin => (typeof origin === 'string' ? [JSON.stringify(origin)] : []))
    .join(BETWEEN)}${MARK}`

/** An origin as `mark` wrote it: in JSON, for the key of a property may hold any character. */
const parseOrigin = (text: string): string => String(JSON.parse(text))

/** What a marked template printed, as the plain one would have, and for each of its lines the origins noted in it, each once. */
export function readMarks(marked: string): {readonly text: string; readonly origins: readonly (readonly string[])[]} {
  const pieces = marked.split(MARK)
  const text = pieces.filter((_, index) => index % 2 === 0).join('')
  const origins = [new Set<string>()]
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 0) for (let breaks = piece.split('\n').length; breaks > 1; breaks--) origins.push(new Set())
    else for (const origin of piece.split(BETWEEN).filter(Boolean)) origins.at(-1)?.add(parseOrigin(origin))
  }
  return {text, origins: origins.map(ofLine => [...ofLine])}
}
