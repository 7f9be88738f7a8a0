#!/usr/bin/python3
"""An HTTP server that does what healthy ones do not.  server.py [CERT KEY]: each misdeed has a loopback port of its own,
because who fails is left alone for a while; "NAME PORT" is printed for each, and "tls PORT" for a healthy one with TLS,
then "ready".  Ends when its standard input does."""
import base64
import gzip
import os
import socket
import ssl
import struct
import sys
import threading
import time

JSON = b'{"status":"success"}'


def head(status=b'200 OK', kind=b'application/json', length=None, more=b''):
    lines = b'HTTP/1.1 ' + status + b'\r\n'
    if kind:
        lines += b'Content-Type: ' + kind + b'\r\n'
    if length is not None:
        lines += b'Content-Length: %d\r\n' % length
    return lines + more + b'\r\n'


def whole(body=JSON, **how):
    return head(length=len(body), **how) + body


def silence(conn):
    """until the other side gives up"""
    try:
        while conn.recv(65536):
            pass
    except OSError:
        pass


def drip(conn, data, pause=0.2):
    for i in range(len(data)):
        conn.sendall(data[i:i + 1])
        time.sleep(pause)


def pour(conn, piece):
    while True:
        conn.sendall(piece)


def hang(conn, request):
    silence(conn)


def slow_header(conn, request):
    drip(conn, whole())


def slow_body(conn, request):
    conn.sendall(head(length=1000))
    drip(conn, b'x' * 1000)


def stalled_body(conn, request):
    conn.sendall(head(length=1000) + b'{')
    silence(conn)


def endless(conn, request):
    conn.sendall(head())
    pour(conn, b'x' * 65536)


def endless_chunks(conn, request):
    conn.sendall(head(more=b'Transfer-Encoding: chunked\r\n'))
    pour(conn, b'10000\r\n' + b'x' * 65536 + b'\r\n')


def endless_header(conn, request):
    conn.sendall(b'HTTP/1.1 200 OK\r\nX: ')
    pour(conn, b'x' * 65536)


def many_headers(conn, request):
    conn.sendall(b'HTTP/1.1 200 OK\r\n')
    pour(conn, b'X: y\r\n' * 1000)


def many_continues(conn, request):
    pour(conn, b'HTTP/1.1 100 Continue\r\nX-Pad: ' + b'x' * 100 + b'\r\n\r\n')


def reset(conn, request):
    conn.sendall(head(length=1000) + b'{')
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))


def authorized(conn, request):
    basic = b'Basic ' + base64.b64encode(b'poller:s3cret canary')
    said = [line.split(b': ', 1)[1] for line in request.split(b'\r\n') if line.lower().startswith(b'authorization: ')]
    conn.sendall(whole() if said in ([basic], [b'Bearer s3cret canary']) else whole(status=b'401 Unauthorized'))


def posted(conn, request):
    while not request.endswith(b'hello'):
        request += conn.recv(65536)
    conn.sendall(whole() if request.startswith(b'POST ') else whole(status=b'405 Method Not Allowed'))


def rude(conn, request):
    conn.sendall(whole(status=b'400 Bad Request'))
    conn.shutdown(socket.SHUT_WR)
    silence(conn)


BOMB = gzip.compress(b'0' * 50_000_000)
PATHS = {
    'ok': whole(),
    'charset': whole(kind=b'application/JSON; charset=utf-8'),
    'chunked': head(more=b'Transfer-Encoding: chunked\r\n') + b'5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n',
    'continue': b'HTTP/1.1 100 Continue\r\n\r\n' + whole(),
    '401': whole(status=b'401 Unauthorized'),
    '404': whole(status=b'404 Not Found'),
    '429': whole(status=b'429 Too Many Requests', more=b'Retry-After: 7\r\n'),
    '503forever': whole(status=b'503 Service Unavailable', more=b'Retry-After: 99999999999\r\n'),
    '503overflow': whole(status=b'503 Service Unavailable', more=b'Retry-After: 99999999999999999999\r\n'),
    '503year9999': whole(status=b'503 Service Unavailable', more=b'Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n'),
    '204': head(status=b'204 No Content', kind=None),
    'tofile': whole(status=b'302 Found', more=b'Location: file:///etc/passwd\r\n'),
    'togopher': whole(status=b'302 Found', more=b'Location: gopher://127.0.0.1:25/\r\n'),
    'tometadata': whole(status=b'307 Temporary Redirect', more=b'Location: http://169.254.169.254/latest/\r\n'),
    'html': whole(body=b'<html>log in</html>', kind=b'text/html'),
    'notype': whole(kind=None),
    'longtype': whole(kind=b'application/jsonp'),
    'badtype': whole(kind=b'text/\xff\xfe\x80\xc0'),
    'empty': whole(body=b''),
    'cutheader': b'HTTP/1.1 200 OK\r\n',
    'cutbody': head(length=1000) + b'{"a":',
    'cutchunk': head(more=b'Transfer-Encoding: chunked\r\n') + b'100\r\n{"a":',
    'badchunk': head(more=b'Transfer-Encoding: chunked\r\n') + b'zz\r\n{"a":1}\r\n0\r\n\r\n',
    'hugechunk': head(more=b'Transfer-Encoding: chunked\r\n') + b'ffffffffffffffffffff\r\n{"a":1}\r\n',
    'hugelength': head(length=10 ** 12) + b'{"a":1}',
    'badlength': head(more=b'Content-Length: -5\r\n') + b'{"a":1}',
    'bomb': head(length=len(BOMB), more=b'Content-Encoding: gzip\r\n') + BOMB,
    'badgzip': whole(more=b'Content-Encoding: gzip\r\n'),
    'http09': b'{"a":1}',
    'garbage': os.urandom(4096),
    'closed': b'',
    'hang': hang, 'slowheader': slow_header, 'slowbody': slow_body, 'stalledbody': stalled_body,
    'endless': endless, 'endlesschunks': endless_chunks, 'endlessheader': endless_header,
    'manyheaders': many_headers, 'manycontinues': many_continues, 'reset': reset,
    'authorized': authorized, 'posted': posted, 'rude': rude,
}


def serve(conn, answer, context):
    try:
        if context:
            conn = context.wrap_socket(conn, server_side=True)
        request = b''
        while answer is not rude and b'\r\n\r\n' not in request:
            more = conn.recv(65536)
            if not more:
                return
            request += more
        if callable(answer):
            answer(conn, request)
        else:
            conn.sendall(answer)
    except OSError:
        pass
    finally:
        conn.close()


def accept(server, answer, context):
    while True:
        threading.Thread(target=serve, args=(server.accept()[0], answer, context), daemon=True).start()


def listen(name, answer, context=None):
    server = socket.create_server(('127.0.0.1', 0), backlog=128)
    print(name, server.getsockname()[1])
    threading.Thread(target=accept, args=(server, answer, context), daemon=True).start()


for name, answer in PATHS.items():
    listen(name, answer)
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    listen('tls', PATHS['ok'], context)
print('ready', flush=True)
sys.stdin.read()
