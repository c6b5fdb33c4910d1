import type { Release, ReleaseFile } from "./release.ts"

/** `install.ps1`: for Windows, from PowerShell 5.1 on; never asks for an administrator. */
export function installPs1({ version, files }: Release): ReleaseFile {
  const content = `# Installs ibkr-mcp ${version} for the person who runs it: into %LOCALAPPDATA%\\Programs\\ibkr-mcp, without an administrator.
#   $env:IBKR_MCP_INSTALL_DIR   another folder
#   $env:IBKR_MCP_FILES         where the release's files lie, for a mirror
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Install-IbkrMcp {
  $files = if ($env:IBKR_MCP_FILES) { $env:IBKR_MCP_FILES } else { '${files}' }
  $folder = if ($env:IBKR_MCP_INSTALL_DIR) { $env:IBKR_MCP_INSTALL_DIR } else { Join-Path $env:LOCALAPPDATA 'Programs\\ibkr-mcp' }
  # Windows on ARM runs the x64 binary.
  $name = 'ibkr-mcp-windows-x64.exe'
  if (-not [Environment]::Is64BitOperatingSystem) { throw 'ibkr-mcp: there is no binary for 32-bit Windows.' }
  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

  $work = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
  New-Item -ItemType Directory -Path $work | Out-Null
  try {
    Write-Output "Downloading $name ${version}"
    Invoke-WebRequest -UseBasicParsing -Uri "$files/SHA256SUMS" -OutFile (Join-Path $work 'SHA256SUMS')
    Invoke-WebRequest -UseBasicParsing -Uri "$files/$name.gz" -OutFile (Join-Path $work "$name.gz")
    $line = Get-Content (Join-Path $work 'SHA256SUMS') | Where-Object { ($_ -split '\\s+')[1] -eq "$name.gz" } | Select-Object -First 1
    if (-not $line) { throw "ibkr-mcp: SHA256SUMS says nothing of $name.gz. Nothing was installed." }
    $wanted = ($line -split '\\s+')[0]
    $found = (Get-FileHash -Algorithm SHA256 (Join-Path $work "$name.gz")).Hash.ToLowerInvariant()
    if ($found -ne $wanted) { throw "ibkr-mcp: $name.gz is not the file that was released (SHA-256 $found, should be $wanted). Nothing was installed." }

    $packed = [IO.File]::OpenRead((Join-Path $work "$name.gz"))
    $unpacked = [IO.File]::Create((Join-Path $work $name))
    try {
      $gzip = New-Object IO.Compression.GZipStream($packed, [IO.Compression.CompressionMode]::Decompress)
      $gzip.CopyTo($unpacked)
      $gzip.Dispose()
    } finally {
      $unpacked.Dispose()
      $packed.Dispose()
    }
    $said = & (Join-Path $work $name) --version
    if ($said -ne '${version}') { throw "ibkr-mcp: the binary says it is version $said. Nothing was installed." }
    New-Item -ItemType Directory -Force -Path $folder | Out-Null
    $program = Join-Path $folder 'ibkr-mcp.exe'
    # A program that runs cannot be overwritten on Windows, but it can be renamed.
    $old = "$program.old"
    if (Test-Path $old) { Remove-Item -Force $old -ErrorAction SilentlyContinue }
    if (Test-Path $program) { Move-Item -Force $program $old }
    Move-Item (Join-Path $work $name) $program
    Write-Output "Installed $program"

    $path = [Environment]::GetEnvironmentVariable('Path', 'User')
    if (($path -split ';') -notcontains $folder) {
      [Environment]::SetEnvironmentVariable('Path', (@($path, $folder) -ne '' -join ';'), 'User')
      Write-Output "Added $folder to your Path; a new terminal knows it."
    }
    Write-Output ''
    Write-Output 'Next:'
    Write-Output '  ibkr-mcp demo                          see it work, without an account'
    Write-Output '  ibkr-mcp doctor                        check the connection to your IB Gateway or TWS'
    Write-Output '  ibkr-mcp config --client claude-code   add it to an MCP client'
  } finally {
    Remove-Item -Recurse -Force $work
  }
}

Install-IbkrMcp
`
  // Windows PowerShell takes a file without a byte order mark for one in the machine's own code page.
  if (/[^\n\x20-\x7E]/.test(content)) throw new Error("install.ps1 has to be plain ASCII")
  return { path: "install.ps1", content }
}
