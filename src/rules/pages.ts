import {documented} from './index.ts'
import {page} from './page.ts'

/** The rules with their pages: loaded when they are asked for. */
const pages = {rules: documented, page}

export default pages
