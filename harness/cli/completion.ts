import type { Command, Option } from 'commander';

/** What a shell's script calls for the candidates of the word under the cursor. */
export const COMPLETE = '__complete';

/**
 * @param words what was typed after the program's name; the last one, which may be empty, is being completed.
 * @returns the words that fit there; none where a file or any other value is expected.
 */
export function candidates(program: Command, words: readonly string[]): string[] {
  const [current = '', ...before] = [...words].reverse();
  const typed = before.reverse();
  return candidatesFor(program, typed, current.startsWith('-')).filter((word) => word.startsWith(current));
}

function candidatesFor(program: Command, typed: readonly string[], wantsOption: boolean): string[] {
  const verb = program.commands.find((command) => command.name() === typed.find((word) => !word.startsWith('-')));
  const command = verb ?? program;
  const value = command.options.find((option) => isNamed(option, typed.at(-1)) && (option.required || option.optional));
  if (value) return [...(value.argChoices ?? [])];
  if (wantsOption) return optionsOf(command, typed);
  if (verb) return [...(verb.registeredArguments[0]?.argChoices ?? [])];
  return program
    .createHelp()
    .visibleCommands(program)
    .map((visible) => visible.name());
}

function optionsOf(command: Command, typed: readonly string[]): string[] {
  const given = (option: Option): boolean => typed.some((word) => isNamed(option, word)) && !option.variadic;
  const visible = command.createHelp().visibleOptions(command);
  return visible.filter((option) => !given(option)).flatMap(({ long }) => long ?? []);
}

const isNamed = ({ long, short }: Option, word: string | undefined): boolean =>
  word !== undefined && (word === long || word === short);

/** The scripts know nothing of the verbs: they ask the program that is installed. */
export const SCRIPTS = {
  bash: `_dify_e2e() {
  local IFS=$'\\n'
  COMPREPLY=($(dify-e2e ${COMPLETE} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _dify_e2e dify-e2e
`,
  zsh: `#compdef dify-e2e
_dify_e2e() {
  local -a found
  found=("\${(@f)$(dify-e2e ${COMPLETE} "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -- $found; else _files; fi
}
compdef _dify_e2e dify-e2e
`,
  fish: `function __dify_e2e_complete
  set -l words (commandline -opc) (commandline -ct)
  dify-e2e ${COMPLETE} $words[2..] 2>/dev/null
end
complete -c dify-e2e -a '(__dify_e2e_complete)'
`,
} as const;
