"""Gets pip where Python came without it: the wheel from the index that pip would use, by pip's own settings.

Only what finding one wheel takes: PIP_INDEX_URL, PIP_FIND_LINKS, PIP_CERT, PIP_CLIENT_CERT, PIP_PROXY,
PIP_TRUSTED_HOST, PIP_TIMEOUT, PIP_NO_INDEX, the same keys of pip.conf, the usual variables of proxies
and certificates, and ~/.netrc. pip itself does everything after that.
"""

import base64
import configparser
import hashlib
import html.parser
import netrc
import os
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

USUAL_INDEX = "https://pypi.org/simple"


class Unreachable(Exception):
    """The package index does not answer, or not with what is needed."""


def fetch_pip(version, folder):
    """The path of pip's wheel, from which it can be run (`python WHEEL/pip`)."""
    name = f"pip-{version}-py3-none-any.whl"
    settings = pip_settings(os.environ)
    for place in settings.get("find-links", "").split():
        found = Path(urllib.parse.unquote(place.removeprefix("file://"))).expanduser() / name
        if found.is_file():
            return found
    if settings.get("no-index", "").lower() in ("1", "true", "yes", "on"):
        raise Unreachable(f"there is no pip, {name} is in none of pip's find-links, and no-index is set")
    index = settings.get("index-url", USUAL_INDEX).rstrip("/") + "/"
    page_address = urllib.parse.urljoin(index, "pip/")
    print(f"python-env: this Python has no pip; downloading {name} from {without_password(index)}", file=sys.stderr)
    page = download(page_address, settings).decode("utf-8", "replace")
    address = link_to(page, page_address, name)
    if address is None:
        raise Unreachable(f"{without_password(page_address)} has no {name}")
    content = download(address, settings)
    check(content, address)
    wheel = folder / name
    wheel.write_bytes(content)
    return wheel


# -- settings -------------------------------------------------------------------------------------


def pip_settings(environment):
    """Those of `pip install`, the later over the earlier: machine, user, PIP_CONFIG_FILE, variables."""
    settings = {}
    if environment.get("PIP_CONFIG_FILE") != os.devnull:
        parser = configparser.RawConfigParser()
        for file in config_files(environment):
            parser.read(file, encoding="utf-8")
        for section in ("global", "install"):
            if parser.has_section(section):
                settings.update(parser.items(section))
    for name, value in environment.items():
        if name.startswith("PIP_") and value:
            settings[name[4:].lower().replace("_", "-")] = value
    return {name.replace("_", "-"): value for name, value in settings.items()}


def config_files(environment):
    machine = [Path(folder) / "pip" / "pip.conf" for folder in environment.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":")]
    home = Path.home()
    user = Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / "pip" / "pip.conf"
    files = [*machine, Path("/etc/pip.conf"), home / ".pip" / "pip.conf", user]
    named = environment.get("PIP_CONFIG_FILE")
    return [*files, Path(named)] if named else files


# -- downloading ----------------------------------------------------------------------------------


def download(address, settings):
    bare, credentials = split_credentials(address)
    request = urllib.request.Request(bare, headers={"Accept": "text/html, */*;q=0.1", "User-Agent": "flowlake"})
    if credentials:  # not forwarded to another host that the index may redirect to
        request.add_unredirected_header("Authorization", "Basic " + base64.b64encode(credentials.encode()).decode())
    handlers = [urllib.request.HTTPSHandler(context=tls(settings, urllib.parse.urlsplit(bare).hostname))]
    if settings.get("proxy"):
        handlers.append(urllib.request.ProxyHandler({"http": settings["proxy"], "https": settings["proxy"]}))
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=float(settings.get("timeout", 15))) as answer:
            return answer.read()
    except (OSError, ValueError) as e:  # of sockets, of TLS and of HTTP alike
        reason = getattr(e, "reason", None) or e
        hint = ""
        if isinstance(reason, ssl.SSLCertVerificationError):
            hint = " (install the package ca-certificates, or set PIP_CERT to a file of certificates to trust)"
        raise Unreachable(f"{without_password(address)} did not give pip: {reason}{hint}") from e


def tls(settings, host):
    trusted = [entry.split(":")[0] for entry in settings.get("trusted-host", "").split()]
    if host in trusted:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    bundle = settings.get("cert") or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    try:
        if bundle and os.path.isdir(bundle):
            context = ssl.create_default_context(capath=bundle)
        else:
            context = ssl.create_default_context(cafile=bundle or None)
        if settings.get("client-cert"):
            context.load_cert_chain(settings["client-cert"])
    except OSError as e:
        raise Unreachable(f"the certificates in {bundle or settings['client-cert']} cannot be used: {e}") from e
    return context


def split_credentials(address):
    """The address without its user and password, and these; else those of ~/.netrc, or None."""
    parts = urllib.parse.urlsplit(address)
    user_and_password, _, host = parts.netloc.rpartition("@")
    bare = parts._replace(netloc=host, fragment="").geturl()
    if user_and_password:
        return bare, urllib.parse.unquote(user_and_password)
    try:
        entry = netrc.netrc().authenticators(parts.hostname)
    except (OSError, netrc.NetrcParseError):
        entry = None
    return bare, f"{entry[0]}:{entry[2]}" if entry else None


def without_password(address):
    parts = urllib.parse.urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        href = dict(attributes).get("href")
        if tag == "a" and href:
            self.found.append(href)


def link_to(page, page_address, name):
    links = Links()
    links.feed(page)
    for link in links.found:
        address = urllib.parse.urljoin(page_address, link)
        if urllib.parse.urlsplit(address).path.endswith("/" + name):
            return keeping_credentials(address, page_address)
    return None


def keeping_credentials(address, page_address):
    """As pip does: a file on the index's own host is asked for as the index was."""
    file, page = urllib.parse.urlsplit(address), urllib.parse.urlsplit(page_address)
    if file.netloc == page.netloc.rpartition("@")[2]:
        return file._replace(netloc=page.netloc).geturl()
    return address


def check(content, address):
    """An index may name the SHA-256 of a file in the link to it."""
    algorithm, _, expected = urllib.parse.urlsplit(address).fragment.partition("=")
    if algorithm == "sha256" and hashlib.sha256(content).hexdigest() != expected:
        raise Unreachable(f"{without_password(address)} is not what the index says it is (SHA-256)")
