/** One fault as Ajv's standalone validator reports it, in its verbose form. */
export interface SchemaError {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly parentSchema: SchemaPart
  readonly data: unknown
}

/** What of a definition in the schema an explanation needs. `expects` and `hint` are ours: a phrase, and an instruction. */
export interface SchemaPart {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, SchemaPart>>
  readonly propertyNames?: {readonly hint?: string}
  readonly description?: string
  readonly expects?: string
  readonly hint?: string
}
