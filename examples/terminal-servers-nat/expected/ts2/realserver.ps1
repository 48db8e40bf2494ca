# realserver.ps1 of node ts2, cluster terminal-servers-nat.
# Made by lbgen from cluster.yaml: change that file and render again, for what is changed here gets lost.
# Install as C:\lbgen\realserver.ps1, and run it in an elevated PowerShell (Run as administrator).
#
# What node ts2 needs so that it can serve what the load balancers send it. PowerShell 1 and later run it.
#
#   realserver.ps1           settles everything, for good; after a change, of `forward` too, it settles what has changed
#   realserver.ps1 -Undo     takes away what any version of this script has done; weak hosts become strong again,
#                            which is what Windows comes with
#   realserver.ps1 -Status   leaves with 0 when all is as it shall be, else with 3, and says what is not
#
# To see whether it works:
#   route print: two routes through the load balancer, each to half of all addresses, come before any default gateway
#   ipvsadm -Lnc   on the load balancer: SYN_RECV that stays means that ARP or the way back is wrong
param([switch]$Undo, [switch]$Status)
$ErrorActionPreference = 'Stop'

# What any version of this script has done: a line for each address and its interface, weak host, and half of a gateway.
$memory = Join-Path $env:ProgramData 'lbgen-realserver.txt'
$added = @()
if (Test-Path $memory) { $added = @(Get-Content $memory | Where-Object { $_ -like '*|*' }) }
function Save-Memory { Set-Content $memory $added -Encoding Unicode }
$amiss = @()

# What shall be, in such lines.
$weak = @()
$addresses = @()
# Addresses of services that this machine may not have.
$foreign = @(
  '192.168.1.20'
)
# Answers go back through the load balancer, which knows from whom the questions were. Two halves come before any whole,
# whatever metric DHCP has given that.
$gateways = @(
  ('gateway|0.0.0.0|' + '192.168.1.20')
  ('gateway|128.0.0.0|' + '192.168.1.20')
)
$wanted = @($addresses) + @($weak) + @($gateways)

# How it comes about, and how it goes again.
function Invoke-Program([string]$Program, [string[]]$Words) {
  $said = & $Program $Words
  if ($LASTEXITCODE -ne 0) { throw ($Program + ' ' + [string]::Join(' ', $Words) + ': ' + [string]::Join(' ', @($said))) }
}

function Get-Family([string]$Address) {
  if ($Address.Contains(':')) { return 'ipv6' }
  return 'ipv4'
}

function Test-Address([string]$Address) {
  $all = @(Get-WmiObject Win32_NetworkAdapterConfiguration | ForEach-Object { $_.IPAddress })
  return $all -contains $Address
}

function Test-Gateway([string]$Half, [string]$Gateway) {
  $all = @(Get-WmiObject Win32_IP4RouteTable | Where-Object { $_.Destination -eq $Half -and $_.Mask -eq '128.0.0.0' -and $_.NextHop -eq $Gateway })
  return $all.Length -gt 0
}

# What netsh shows of an interface: empty where Windows speaks another language, and cannot be understood.
$titles = @{ weakhostreceive = 'Weak Host Receives'; weakhostsend = 'Weak Host Sends'; dadtransmits = 'DAD Transmits' }
function Get-Shown([string]$Family, [string]$Name, [string]$Setting) {
  $said = @(& netsh.exe @('interface', $Family, 'show', 'interface', $Name, 'level=verbose'))
  if ($LASTEXITCODE -ne 0) { return 'nothing' }
  $lines = @($said | Where-Object { $_ -like ($titles[$Setting] + ' *:*') })
  if ($lines.Length -eq 0) { return '' }
  return $lines[0].Split(':')[1].Trim()
}

function Test-Line([string]$Line) {
  $part = $Line.Split('|')
  if ($part[0] -eq 'address') { return Test-Address $part[1] }
  if ($part[0] -eq 'gateway') { return Test-Gateway $part[1] $part[2] }
  $shown = Get-Shown $part[1] $part[2] $part[3]
  if ($shown -eq '') { return $added -contains $Line }
  return $shown -eq 'enabled'
}

function Add-Line([string]$Line) {
  $part = $Line.Split('|')
  if ($part[0] -eq 'weak') {
    Invoke-Program 'netsh.exe' @('interface', $part[1], 'set', 'interface', $part[2], ($part[3] + '=enabled'))
  } elseif ($part[0] -eq 'gateway') {
    Invoke-Program 'route.exe' @('-p', 'add', $part[1], 'mask', '128.0.0.0', $part[2], 'metric', '1')
  } elseif ((Get-Family $part[1]) -eq 'ipv6') {
    Invoke-Program 'netsh.exe' @('interface', 'ipv6', 'add', 'address', $part[2], ($part[1] + '/128'))
  } else {
    Invoke-Program 'netsh.exe' @('interface', 'ipv4', 'add', 'address', $part[2], $part[1], '255.255.255.255')
  }
}

function Remove-Line([string]$Line) {
  $part = $Line.Split('|')
  if ($part[0] -eq 'weak') {
    Invoke-Program 'netsh.exe' @('interface', $part[1], 'set', 'interface', $part[2], ($part[3] + '=disabled'))
  } elseif ($part[0] -eq 'gateway') {
    Invoke-Program 'route.exe' @('delete', $part[1], 'mask', '128.0.0.0', $part[2])
  } else {
    Invoke-Program 'netsh.exe' @('interface', (Get-Family $part[1]), 'delete', 'address', $part[2], $part[1])
  }
}

function Undo-Other([string[]]$Kept) {
  foreach ($line in @($added | Where-Object { $Kept -notcontains $_ })) {
    if (Test-Line $line) { Remove-Line $line }
    $script:added = @($added | Where-Object { $_ -ne $line })
    Save-Memory
  }
}

$six = @($addresses | Where-Object { (Get-Family $_.Split('|')[1]) -eq 'ipv6' })
if ($Status) {
  foreach ($line in @($wanted | Where-Object { -not (Test-Line $_) })) { $amiss += 'Missing: ' + $line }
  if ($six.Length -gt 0) {
    $shown = Get-Shown 'ipv6' $loopback 'dadtransmits'
    if ($shown -ne '' -and $shown -ne '0') { $amiss += 'ipv6 on ' + $loopback + ': dadtransmits is ' + $shown + ', and shall be 0' }
  }
  foreach ($address in $foreign) {
    if (Test-Address $address) { $amiss += 'This machine has an address that is for the load balancers alone: ' + $address }
  }
  foreach ($line in @($added | Where-Object { $wanted -notcontains $_ })) {
    if (Test-Line $line) { $amiss += 'Left from an earlier start: ' + $line }
  }
  $amiss
  if ($amiss.Length -gt 0) { exit 3 }
  'All is as it shall be.'
  exit 0
}
if ($Undo) {
  Undo-Other @()
  if (Test-Path $memory) { Remove-Item $memory }
  exit 0
}
Undo-Other $wanted
# Several machines have these addresses, and that is right.
if ($six.Length -gt 0) { Invoke-Program 'netsh.exe' @('interface', 'ipv6', 'set', 'interface', $loopback, 'dadtransmits=0') }
foreach ($line in @($weak) + @($addresses) + @($gateways)) {
  # Weak hosts are set each time: not everywhere can it be told whether they still are.
  if ($weak -contains $line -or -not (Test-Line $line)) {
    if ($added -notcontains $line) { $added += $line }
    Save-Memory
    Add-Line $line
  }
}
