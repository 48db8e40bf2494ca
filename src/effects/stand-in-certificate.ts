/**
 * A certificate and key that stand in where the real ones are not at hand. They were made for this and protect nothing:
 * an engine that only checks a file wants to find some certificate, and does not look at whose it is.
 */
export const standInCertificate = `-----BEGIN CERTIFICATE-----
MIIBiTCCAS+gAwIBAgIUEDyG91ajotyW91T2TtRLaX1zlRYwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwObGJnZW4gc3RhbmQtaW4wIBcNMjYxMTIxMDMwOTAzWhgPMjEy
NjEwMjgwMzA5MDNaMBkxFzAVBgNVBAMMDmxiZ2VuIHN0YW5kLWluMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEmsN56Xt/bK9Vx53gsHF/wO20iblcyFPCOIpqhNXq
Y4iHd591VmgEpom0+7vQ7k338FMV1d4+QrfJDGegcscR3KNTMFEwHQYDVR0OBBYE
FClQhzRV2ruXK3Wtrujknf3fpdHtMB8GA1UdIwQYMBaAFClQhzRV2ruXK3Wtrujk
nf3fpdHtMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAPVzihyB
AqdNCFo1RbIGjDqtb0bkEQBABdIEcuB0VjaaAiBQk9vqbuPt+IwwXqPNR0+3cYeg
9fTXhhiWU+I23XseVw==
-----END CERTIFICATE-----
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgutgpz7Ri3lumq1rW
d9cSgldypDELeVI9o7zDXa7Zw9ahRANCAASaw3npe39sr1XHneCwcX/A7bSJuVzI
U8I4imqE1epjiId3n3VWaASmibT7u9DuTffwUxXV3j5Ct8kMZ6ByxxHc
-----END PRIVATE KEY-----
`
