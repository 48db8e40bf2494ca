import * as Args from '@oclif/core/args'
import {BaseCommand} from '../cli/base-command.ts'
import {bashScript} from '../cli/completion/bash.ts'
import {fishScript} from '../cli/completion/fish.ts'
import {type Program, programOf} from '../cli/completion/program.ts'
import {zshScript} from '../cli/completion/zsh.ts'
import {starters} from '../cli/starters.gen.ts'
import {rules} from '../rules/index.ts'

const scripts: Readonly<Record<string, (program: Program) => string>> = {bash: bashScript, fish: fishScript, zsh: zshScript}

export default class Completion extends BaseCommand {
  static override summary = 'Print a script that makes a shell complete commands, flags, their values and file names.'
  static override description = `Load it where your shell starts:
  bash  source <(lbgen completion bash)      in ~/.bashrc
  zsh   source <(lbgen completion zsh)       in ~/.zshrc, behind compinit
  fish  lbgen completion fish | source       in ~/.config/fish/config.fish`
  static override examples = Object.keys(scripts).map(shell => `<%= config.bin %> <%= command.id %> ${shell}`)
  static override args = {shell: Args.string({description: 'Which shell.', options: Object.keys(scripts), required: true})}

  async run(): Promise<void> {
    const {args} = await this.parse(Completion)
    const words = {init: starters.map(({name}) => name), explain: rules.flatMap(({code, name}) => [code, name])}
    this.print(scripts[args.shell]?.(programOf(this.config.bin, this.config.commands, words)) ?? '')
  }
}
