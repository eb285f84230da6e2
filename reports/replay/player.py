import argparse, base64, hashlib, re, select, socket, ssl, sys, time, urllib.parse

options = argparse.ArgumentParser(description=TITLE, epilog="Nothing is judged: what comes is shown beside what came in the recorded run.")
if SERVES:
    options.add_argument("--listen", default="0.0.0.0:7547", help="where the device's ACS URL leads to (default %(default)s); further listeners take the next ports")
    options.add_argument("--cr-url", help="ConnectionRequestURL of the device; without it no Connection Request is sent: make the device call")
    options.add_argument("--cert", help="certificate and key in PEM form, to serve https")
else:
    options.add_argument("url", help="URL of the ACS")
    options.add_argument("--listen", default="0.0.0.0:0", help="where Connection Requests of the ACS are taken (default: any port)")
    options.add_argument("--host", default="127.0.0.1", help="address of this machine as the ACS can reach it (default %(default)s)")
    options.add_argument("--cert", help="certificate and key in PEM form, to show the ACS")
options.add_argument("--username", default="", help="user name for what asks for one")
options.add_argument("--password", default="", help="its password")
options.add_argument("--speed", type=float, default=1, help="how much faster than real time the waits pass (default 1)")
options.add_argument("--patience", type=float, default=120, help="seconds to wait for a message before giving up (default %(default)s)")
options.add_argument("--quiet", action="store_true", help="do not show the messages, only what happens")
arguments = options.parse_args()

sockets = {}     # number of the connection in the record -> socket
listeners = {}   # authority in the record -> listening socket
lanes = {}       # listening socket -> lane
waiting = {}     # accepted socket -> (lane, what was read of it)
live = {}        # authority in the record -> authority now
asked = {}       # connection -> the last message that came on it
challenge = {}   # lane -> the last challenge
cookies = {}
counts = {}      # lane -> how often the challenge was used
identifiers = {}  # cwmp:ID in the record -> cwmp:ID now

def tell(text, message=None):
    print(time.strftime("%H:%M:%S"), text, flush=True)
    if message is not None and not arguments.quiet:
        print("\n".join("    | " + line for line in message.decode("utf-8", "backslashreplace").splitlines()), flush=True)

def note(text):
    print("         " + text, flush=True)

def field(message, name):
    found = re.search(rb"(?im)^" + name.encode() + rb":[ \t]*([^\r\n]*)", message.split(b"\r\n\r\n", 1)[0])
    return found.group(1).decode("latin-1").strip() if found else ""

def identifier(message):
    found = re.search(rb"<(?:\w+:)?ID(?:\s[^>]*)?>([^<]*)<", message)
    return found.group(1) if found else None

def brief(message):
    """What a message is, in a few words."""
    text = message.split(b"\r\n", 1)[0].decode("latin-1")
    body = message.partition(b"\r\n\r\n")[2]
    method = re.search(rb"<(?:[\w.-]+:)?Body[^>]*>\s*<(?:[\w.-]+:)?([\w.-]+)", body)
    if method:
        text += ", " + method.group(1).decode("latin-1")
    elif not body:
        text += ", without a body"
    for code in re.findall(rb"<(?:[\w.-]+:)?(?:FaultCode|EventCode)>([^<]*)<", body):
        text += ", " + code.decode("utf-8", "backslashreplace")
    return text

def length(message, request):
    """The length of the first HTTP message in the bytes; None if it is not all there."""
    head = message.find(b"\r\n\r\n")
    if head < 0:
        return None
    start = head + 4
    if "chunked" in field(message, "Transfer-Encoding").lower():
        while True:
            end = message.find(b"\r\n", start)
            if end < 0:
                return None
            size = int(message[start:end].split(b";")[0] or b"0", 16)
            start = end + 2 + size + 2
            if len(message) < start:
                return None
            if size == 0:
                return start
    if field(message, "Content-Length"):
        start += int(field(message, "Content-Length"))
        return start if len(message) >= start else None
    if request or message.split(b" ", 2)[1:2] in ([b"204"], [b"304"]) or message.split(b" ", 2)[1:2][0].startswith(b"1"):
        return start
    return -1  # up to the end of the connection

def secured(client, host=""):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT if client else ssl.PROTOCOL_TLS_SERVER)
    if client:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if arguments.cert:
        context.load_cert_chain(arguments.cert)
    return context

def listen(authority, lane, tls=False):
    """Opens the listener that stands for an authority of the record."""
    host, _, port = arguments.listen.rpartition(":")
    port = int(port) + len(listeners) if int(port) else 0
    s = socket.create_server((host or "0.0.0.0", port))
    if tls:
        if not arguments.cert:
            sys.exit("the record is of https: give --cert")
        s = secured(False).wrap_socket(s, server_side=True)
    listeners[authority], lanes[s] = s, lane
    own = "127.0.0.1" if host in ("", "0.0.0.0") else host
    live[authority] = "%s:%d" % (own if SERVES else arguments.host, s.getsockname()[1])
    tell("listening on port %d for %s" % (s.getsockname()[1], lane))

def take(conn, lane, words, id=None, after=0):
    """Waits for a request of the other side."""
    tell("wait for: " + words + (" (in the record after %g s)" % after if after >= 1 else ""))
    end = time.monotonic() + max(arguments.patience, 2 * after / arguments.speed)
    while True:
        for s, (of, read) in list(waiting.items()):
            size = length(read, True) if of == lane else None
            if size is not None:
                message, waiting[s] = read[:size], (of, read[size:])
                sockets[conn], asked[conn] = s, message
                host = field(message, "Host")
                if SERVES and host:
                    for authority, listener in listeners.items():
                        live[authority] = "%s:%d" % (host.rpartition(":")[0] or host, listener.getsockname()[1])
                if id is not None and identifier(message) is not None:
                    identifiers[id] = identifier(message)
                tell("came: " + brief(message), message)
                return
        left = end - time.monotonic()
        ready, _, _ = select.select(list(lanes) + list(waiting), [], [], max(left, 0))
        if not ready:
            tell("nothing came within %g s; the script ends here" % arguments.patience)
            sys.exit(1)
        for s in ready:
            try:
                if s in lanes:
                    fresh, _ = s.accept()
                    waiting[fresh] = (lanes[s], b"")
                    continue
                data = s.recv(65536)
            except OSError as problem:
                data = b""
                note("connection: %s" % problem)
            if data:
                waiting[s] = (waiting[s][0], waiting[s][1] + data)
            elif s in waiting:
                del waiting[s]
                s.close()

def adapted(conn, lane, message, id):
    """The message with what has to be of this run: addresses, cwmp:ID, credentials, cookies."""
    head, _, body = message.partition(b"\r\n\r\n")
    fits = field(message, "Content-Length") == str(len(body))
    if fits or not body:
        for old, new in live.items():
            head, body = head.replace(b"//" + old.encode(), b"//" + new.encode()), body.replace(b"//" + old.encode(), b"//" + new.encode())
        if id is not None and identifiers.get(id) is not None:
            body = re.sub(rb"(<(?:\w+:)?ID(?:\s[^>]*)?>)" + re.escape(id) + rb"(</)", lambda m: m.group(1) + identifiers[id] + m.group(2), body)
        if fits and body:
            head = re.sub(rb"(?im)^(Content-Length:[ \t]*)\d+", rb"\g<1>%d" % len(body), head)
    return head + b"\r\n\r\n" + body

def paused(wait):
    if wait >= 1:
        tell("wait %g s" % wait)
        time.sleep(wait / arguments.speed)

def answer(conn, lane, words, message, wait=0, id=None):
    """Answers the request that was taken."""
    paused(wait)
    message = adapted(conn, lane, message, id)
    tell("answer: " + words, message)
    send(conn, message)

def send(conn, message):
    try:
        sockets[conn].sendall(message)
    except (OSError, KeyError) as problem:
        note("it could not be sent: %s" % problem)

def connect(conn, lane, url):
    parts = urllib.parse.urlsplit(url)
    tls = parts.scheme == "https"
    s = socket.create_connection((parts.hostname, parts.port or (443 if tls else 80)), arguments.patience)
    sockets[conn] = secured(True).wrap_socket(s, server_hostname=parts.hostname) if tls else s

def say(conn, lane, words, message, wait=0, id=None, wrong=False, tls=False):
    """Sends a request."""
    url = arguments.cr_url if SERVES else arguments.url
    if SERVES and not url:
        tell("no --cr-url: make the device call (%s)" % words)
        return
    paused(wait)
    recorded = field(message, "Host")
    host = urllib.parse.urlsplit(url)
    if lane == "file":
        url = "%s://%s/" % ("https" if tls else "http", live.get(recorded, recorded))
    elif not SERVES or lane == "connection-request":
        live[recorded] = host.netloc.rpartition("@")[2]
        target = (host.path or "/") + ("?" + host.query if host.query else "")
        if SERVES or message.split(b" ", 2)[1] == FIRST_TARGET:
            message = re.sub(rb"^(\S+) \S+", lambda m: m.group(1) + b" " + target.encode(), message, count=1)
    message = adapted(conn, lane, message, id)
    message = re.sub(rb"(?im)^(Host:[ \t]*)[^\r\n]*", lambda m: m.group(1) + live.get(recorded, recorded).encode(), message, count=1)
    if re.search(rb"(?im)^Cookie:", message) and cookies:
        message = re.sub(rb"(?im)^Cookie:[^\r\n]*", lambda m: b"Cookie: " + "; ".join("%s=%s" % c for c in cookies.items()).encode(), message, count=1)
    message = authorized(lane, message, wrong)
    tell("send: " + words, message)
    try:
        if conn not in sockets:
            connect(conn, lane, url)
        sockets[conn].sendall(message)
    except OSError as problem:
        note("it could not be sent: %s" % problem)
        sockets.pop(conn, None)

def authorized(lane, message, wrong):
    """The message with credentials in place of those that the record blanks."""
    scheme = field(message, "Authorization").split(" ")[0].lower()
    if not scheme:
        return message
    password = arguments.password + ("-wrong" if wrong else "")
    if scheme == "basic":
        value = "Basic " + base64.b64encode(("%s:%s" % (arguments.username, password)).encode()).decode()
    else:
        asked_for = dict((k.lower(), a or b) for k, a, b in re.findall(r'(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]+))', challenge.get(lane, "")))
        if "nonce" not in asked_for:
            return message
        digest = hashlib.sha256 if "sha-256" in asked_for.get("algorithm", "").lower() else hashlib.md5
        hashed = lambda text: digest(text.encode()).hexdigest()
        method, target = message.split(b" ", 2)[:2]
        a1 = hashed("%s:%s:%s" % (arguments.username, asked_for.get("realm", ""), password))
        a2 = hashed("%s:%s" % (method.decode(), target.decode()))
        counts[lane] = counts.get(lane, 0) + 1
        nc, cnonce = "%08x" % counts[lane], "c0ffee"
        value = 'Digest username="%s", realm="%s", nonce="%s", uri="%s"' % (arguments.username, asked_for.get("realm", ""), asked_for["nonce"], target.decode())
        if "qop" in asked_for:
            value += ', response="%s", qop=auth, nc=%s, cnonce="%s"' % (hashed(":".join((a1, asked_for["nonce"], nc, cnonce, "auth", a2))), nc, cnonce)
        else:
            value += ', response="%s"' % hashed(":".join((a1, asked_for["nonce"], a2)))
        if "algorithm" in asked_for:
            value += ", algorithm=" + asked_for["algorithm"]
        if "opaque" in asked_for:
            value += ', opaque="%s"' % asked_for["opaque"]
    return re.sub(rb"(?im)^Authorization:[^\r\n]*", lambda m: ("Authorization: " + value).encode(), message, count=1)

def hear(conn, lane, words, id=None):
    """Waits for the response to what was sent."""
    if conn not in sockets:
        return
    tell("wait for: " + words)
    sockets[conn].settimeout(arguments.patience)
    message, size = b"", None
    try:
        while size is None or size < 0:
            data = sockets[conn].recv(65536)
            message += data
            size = length(message, False)
            if not data:
                break
    except OSError as problem:
        note("no more came: %s" % problem)
    tell("came: " + brief(message) if message else "nothing came: the connection was closed", message)
    if not message or "close" in field(message, "Connection").lower():
        sockets.pop(conn).close()
    for value in re.findall(rb"(?im)^Set-Cookie:[ \t]*([^=\r\n]+)=([^;\r\n]*)", message):
        cookies[value[0].decode("latin-1")] = value[1].decode("latin-1")
    if field(message, "WWW-Authenticate"):
        challenge[lane], counts[lane] = field(message, "WWW-Authenticate"), 0
    if id is not None and identifier(message) is not None:
        identifiers[id] = identifier(message)

def close(conn, reset=False):
    """Closes a connection, as the tester did."""
    s = sockets.pop(conn, None)
    if s is not None:
        tell("close the connection")
        waiting.pop(s, None)
        s.close()

def look(text):
    """What the suite had to say in the recorded run."""
    note("LOOK: " + text)
