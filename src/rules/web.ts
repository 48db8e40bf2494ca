/** How specs of rules begin where nothing of it matters: a load balancer and two nodes. */
export const web = `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
`

/** The same with a certificate to listen with. */
export const webWithCertificate = `${web}certificates: {web: {file: /etc/haproxy/certs/web.pem}}
`
