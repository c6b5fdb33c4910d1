/** Shells that a script is made for. */
export const shells = ["bash", "zsh", "fish", "powershell"] as const
export type Shell = (typeof shells)[number]

/** What asks the program for what fits; it is started by the name that was typed. */
const scripts: Readonly<Record<Shell, string>> = {
  bash: `# bash: put this into ~/.bashrc:  source <(ibkr-mcp completions bash)
_ibkr_mcp() {
  local word meaning
  COMPREPLY=()
  while IFS=$'\\t' read -r word meaning; do
    COMPREPLY+=("$word")
  done < <("\${COMP_WORDS[0]}" __complete "\${COMP_WORDS[@]:1:COMP_CWORD-1}" ":\${COMP_WORDS[COMP_CWORD]}" 2>/dev/null)
}
complete -o bashdefault -o default -F _ibkr_mcp ibkr-mcp
`,
  zsh: `#compdef ibkr-mcp
# zsh: put this into ~/.zshrc, below compinit:  source <(ibkr-mcp completions zsh)
_ibkr_mcp() {
  local -a found
  local word meaning
  while IFS=$'\\t' read -r word meaning; do
    found+=("\${word//:/\\\\:}\${meaning:+:$meaning}")
  done < <("\${words[1]}" __complete "\${(@)words[2,CURRENT-1]}" ":\${words[CURRENT]}" 2>/dev/null)
  if (( $#found )); then _describe -V ibkr-mcp found; else _files; fi
}
if [ "\${funcstack[1]}" = "_ibkr_mcp" ]; then _ibkr_mcp "$@"; else compdef _ibkr_mcp ibkr-mcp; fi
`,
  fish: `# fish: put this into ~/.config/fish/config.fish:  ibkr-mcp completions fish | source
function __ibkr_mcp_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  $words[1] __complete $words[2..-1] ":$current" 2>/dev/null
end
complete -c ibkr-mcp -f -a '(__ibkr_mcp_complete)'
`,
  powershell: `# PowerShell: put this into $PROFILE:  ibkr-mcp completions powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName ibkr-mcp -ScriptBlock {
  param($current, $ast, $cursor)
  $words = @($ast.CommandElements | ForEach-Object { $_.ToString() })
  $before = @($words | Select-Object -Skip 1)
  if ($current -ne '' -and $before.Count -gt 0) { $before = @($before | Select-Object -SkipLast 1) }
  & $words[0] __complete @before ":$current" 2>$null | ForEach-Object {
    $word, $meaning = $_ -split "\`t", 2
    if (-not $meaning) { $meaning = $word }
    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $meaning)
  }
}
`,
}

const shellNamed = (name: string): Shell | undefined =>
  name === "pwsh" ? "powershell" : shells.find((shell) => shell === name)

/** The script of a shell; undefined when there is none for it. */
export function completionScript(name: string): string | undefined {
  const shell = shellNamed(name.toLowerCase())
  return shell && scripts[shell]
}
