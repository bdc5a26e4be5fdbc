#!/usr/bin/env bash
# Makes the certificates of the proxy tests in the directory given: three authorities, good leaves, an expired one, one for another host.
set -euo pipefail

cd "$1"
cat > openssl.cnf <<'CNF'
[req]
prompt = no
distinguished_name = subject
[subject]
CN = unused
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:false
keyUsage = digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth
subjectAltName = ${ENV::HOSTS}
authorityKeyIdentifier = keyid
CNF
export HOSTS=DNS:unused

# authority FILE NAME
authority() {
    openssl req -x509 -config openssl.cnf -extensions authority -newkey rsa:2048 -nodes -days 30 -subj "/CN=$2" -keyout "$1.key" -out "$1.pem" 2> /dev/null
}

# server FILE AUTHORITY HOSTS [FROM TO]: a certificate for HOSTS, good for 30 days or from FROM to TO; FILE-server.pem has the key as well.
server() {
    local dates=(-days 30)
    if (($# > 3)); then dates=(-startdate "$4" -enddate "$5"); fi
    export HOSTS=$3
    : > index.txt
    openssl req -new -config openssl.cnf -newkey rsa:2048 -nodes -subj "/CN=${1}" -keyout "$1.key" -out "$1.csr" 2> /dev/null
    openssl ca -batch -config <(printf '%s\n' '[ca]' 'default_ca = here' '[here]' 'database = index.txt' 'new_certs_dir = .' 'rand_serial = yes' \
        'default_md = sha256' 'policy = any' 'unique_subject = no' '[any]' 'commonName = supplied') \
        -extfile openssl.cnf -extensions server -cert "$2.pem" -keyfile "$2.key" -notext "${dates[@]}" -in "$1.csr" -out "$1.pem" 2> /dev/null
    cat "$1.key" "$1.pem" > "$1-server.pem"
}

authority system-ca 'Stands for an authority of the system'
authority vault-ca 'Stands for the authority of the vault proxy'
authority other-ca 'Stands for any other authority'

server api system-ca 'DNS:calm.sandbox.verygoodsecurity.app,DNS:localhost,IP:127.0.0.1'
server vault-signed vault-ca 'DNS:localhost,IP:127.0.0.1'
server expired vault-ca 'DNS:expired.example' 20200101000000Z 20200201000000Z
server another-host vault-ca 'DNS:elsewhere.example'

# What people have in such files: text, a key, several authorities, Windows line ends.
{ printf 'Authorities of the vault\r\n\r\n'; cat other-ca.pem system-ca.pem; sed 's/$/\r/' vault-ca.pem; } > mixed.pem
cat vault-ca.key vault-ca.pem > vault-ca-with-key.pem
sed '3s/.*/!!! not base64 !!!/' vault-ca.pem | cat other-ca.pem - > damaged.pem
