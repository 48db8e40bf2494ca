# Made by lbgen from cluster.yaml for cluster terminal-servers-nat. Do not edit.
#
# What node ts2 needs so that it can serve what the load balancers send it. PowerShell 1 and later run it.
#
#   realserver.ps1           settles everything, for good; after a change it settles what has changed
#   realserver.ps1 -Undo     takes that away; weak hosts become strong again, which is what Windows comes with
#   realserver.ps1 -Status   leaves with 0 when all is as it shall be, else with 3, and says what is not
#
# To see whether it works:
#   ipconfig /all; netsh interface ipv4 show interface
#   ipvsadm -Lnc   on the load balancer: SYN_RECV that stays means that ARP or the way back is wrong
param([switch]$Undo, [switch]$Status)
$ErrorActionPreference = 'Stop'

# What has been added: an address or a gateway a line.
$memory = Join-Path $env:ProgramData 'lbgen-realserver.txt'
$added = @()
if (Test-Path $memory) { $added = @(Get-Content $memory | Where-Object { $_ }) }
function Save-Memory { Set-Content $memory $added }
$amiss = @()

function Invoke-Program([string]$Program, [string[]]$Words) {
  $said = & $Program $Words
  if ($LASTEXITCODE -ne 0) { throw ($Program + ' ' + [string]::Join(' ', $Words) + ': ' + [string]::Join(' ', @($said))) }
}

# Answers go back through the load balancer, which knows from whom the questions were.
$gateways = @(
  '192.168.1.20'
)

function Test-Gateway([string]$Gateway) {
  $all = @(Get-WmiObject Win32_IP4RouteTable | Where-Object { $_.Destination -eq '0.0.0.0' -and $_.NextHop -eq $Gateway })
  return $all.Length -gt 0
}

function Set-Gateway {
  foreach ($gateway in $gateways) {
    if (-not (Test-Gateway $gateway)) {
      $script:added += 'gateway ' + $gateway
      Save-Memory
      Invoke-Program 'route.exe' @('-p', 'add', '0.0.0.0', 'mask', '0.0.0.0', $gateway, 'metric', '1')
    }
  }
}

function Undo-Gateway {
  foreach ($line in @($added | Where-Object { $_ -like 'gateway *' })) {
    $gateway = $line.Substring(8)
    if (Test-Gateway $gateway) { Invoke-Program 'route.exe' @('delete', '0.0.0.0', 'mask', '0.0.0.0', $gateway) }
  }
}

if ($Status) {
  foreach ($gateway in $gateways) {
    if (-not (Test-Gateway $gateway)) { $amiss += 'There is no default gateway ' + $gateway }
  }
  $amiss
  if ($amiss.Length -gt 0) { exit 3 }
  'All is as it shall be.'
  exit 0
}
if ($Undo) {
  Undo-Gateway
  if (Test-Path $memory) { Remove-Item $memory }
  exit 0
}
Set-Gateway
