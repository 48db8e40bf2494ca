# Made by lbgen from cluster.yaml for cluster terminal-servers. Do not edit.
#
# What node ts2 needs so that it can serve what the load balancers send it. PowerShell 1 and later run it.
#
#   realserver.ps1           settles everything, for good; after a change it settles what has changed
#   realserver.ps1 -Undo     takes that away; weak hosts become strong again, which is what Windows comes with
#   realserver.ps1 -Status   leaves with 0 when all is as it shall be, else with 3, and says what is not
#
# To see whether it works:
#   ipconfig /all; netsh interface ipv4 show interface
#   arping -b -c 3 -I eth0 192.168.1.20   on another machine: the load balancer answers, and nobody else
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

# The interfaces, as the node shows their names.
$net = 'net'
$loopback = 'loopback'
$addresses = @(
  '192.168.1.20'
)

function Get-Family([string]$Address) {
  if ($Address.Contains(':')) { return 'ipv6' }
  return 'ipv4'
}

function Test-Address([string]$Address) {
  $all = @(Get-WmiObject Win32_NetworkAdapterConfiguration | ForEach-Object { $_.IPAddress })
  return $all -contains $Address
}

# A packet for an address of one interface may come in by another one, and its answer may leave by that.
function Set-WeakHost([string]$State) {
  Invoke-Program 'netsh.exe' @('interface', 'ipv4', 'set', 'interface', $net, ('weakhostreceive=' + $State))
  Invoke-Program 'netsh.exe' @('interface', 'ipv4', 'set', 'interface', $loopback, ('weakhostreceive=' + $State))
  Invoke-Program 'netsh.exe' @('interface', 'ipv4', 'set', 'interface', $loopback, ('weakhostsend=' + $State))
}

function Add-Address([string]$Address) {
  if ((Get-Family $Address) -eq 'ipv6') {
    # Several machines have this address, and that is right.
    Invoke-Program 'netsh.exe' @('interface', 'ipv6', 'set', 'interface', $loopback, 'dadtransmits=0')
    Invoke-Program 'netsh.exe' @('interface', 'ipv6', 'add', 'address', $loopback, ($Address + '/128'))
  } else {
    Invoke-Program 'netsh.exe' @('interface', 'ipv4', 'add', 'address', $loopback, $Address, '255.255.255.255')
  }
}

function Set-Address {
  Set-WeakHost 'enabled'
  Remove-Address @($added | Where-Object { $_ -notlike 'gateway *' -and $addresses -notcontains $_ })
  foreach ($address in $addresses) {
    if (-not (Test-Address $address)) {
      $script:added += $address
      Save-Memory
      Add-Address $address
    }
  }
}

function Remove-Address([string[]]$Gone) {
  foreach ($address in $Gone) {
    if ($address -and (Test-Address $address)) {
      Invoke-Program 'netsh.exe' @('interface', (Get-Family $address), 'delete', 'address', $loopback, $address)
    }
    $script:added = @($added | Where-Object { $_ -ne $address })
    Save-Memory
  }
}

if ($Status) {
  foreach ($address in $addresses) {
    if (-not (Test-Address $address)) { $amiss += 'There is no address ' + $address }
  }
  $amiss
  if ($amiss.Length -gt 0) { exit 3 }
  'All is as it shall be.'
  exit 0
}
if ($Undo) {
  Remove-Address @($added | Where-Object { $_ -notlike 'gateway *' })
  Set-WeakHost 'disabled'
  if (Test-Path $memory) { Remove-Item $memory }
  exit 0
}
Set-Address
