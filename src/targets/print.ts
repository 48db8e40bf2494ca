import {printer} from './template.ts'
import {templates} from './templates.gen.js'

/** Prints artifacts as they are written. */
export const print = printer(templates)
