#!/usr/bin/env bash
# What requests makes of an interim answer, 103 Early Hints (RFC 8297), before a page.
#
# Package:        requests 2.32.5 over urllib3 2.8.0, on Python 3.11.7 and 3.13; httpx 0.28.1 beside it
# A good guess:   interim answers (1xx) come before the answer, and a client that does nothing with
#                 one goes on to the next, as all of them do with 100 Continue; that is what RFC 9110
#                 asks of a client.
# What it does:   http.client, below urllib3, goes on after 100 alone. With 103 the interim answer is
#                 the answer: status 103, an empty text, no error, and raise_for_status() is content.
#                 httpx gives the page.
# What follows:   a program that fetches pages keeps empty ones where a server or the network before
#                 it sends hints. Who uses http.client has to read on while the status is below 200.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'requests==2.32.5' 'urllib3==2.8.0' 'httpx==0.28.1'

cat > "$folder/probe.py" <<'PYTHON'
import socket
import threading

import httpx
import requests

ANSWER = (
    b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n"
    b"Connection: close\r\n\r\nThe page"
)
server = socket.create_server(("127.0.0.1", 0))


def serve():
    while True:
        connection, _address = server.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(ANSWER)


threading.Thread(target=serve, daemon=True).start()
address = f"http://127.0.0.1:{server.getsockname()[1]}/"
answer = requests.get(address, timeout=10)
answer.raise_for_status()
print("requests:", answer.status_code, repr(answer.text))
answer = httpx.get(address, timeout=10)
print("httpx:", answer.status_code, repr(answer.text))
PYTHON

seen=$(env -u http_proxy -u HTTP_PROXY "$folder/venv/bin/python" "$folder/probe.py")
echo "$seen"
[ "$seen" = "requests: 103 ''
httpx: 200 'The page'" ]
