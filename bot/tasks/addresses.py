"""Where something that somebody else publishes may be: in a file, or at an address that is encrypted."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit


def path_of(setting: str, url: str) -> Path | None:
    """The file that an address names, or None for one on the network.

    Raises:
        ValueError: it names a file on another machine; the sentence names the setting.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        if parts.netloc not in {"", "localhost"}:
            raise ValueError(f"{setting}: {url!r} names a file on another machine; expected file:///path.")
        return Path(unquote(parts.path))
    return Path(url) if "://" not in url else None


def check_address(setting: str, url: str) -> None:
    """Take an address on the network for one that may be asked.

    Raises:
        ValueError: it may not; the sentence names the setting.
    """
    if not is_usable(url):
        raise ValueError(
            f"{setting}: {host_of(url)!r} cannot be used; expected a path, or an address such as "
            "https://district.example.org/file (http only to this machine)."
        )


def is_usable(url: str) -> bool:
    """Whether it is encrypted, or leads to this machine."""
    parts = urlsplit(url)
    if not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(parts.hostname))


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(url: str) -> str:
    """Scheme and host only: path, query and user may hold a secret."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}" if parts.scheme else url
