"""A certificate for this machine, made anew for a test that encrypts."""

import shutil
import ssl
import subprocess
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import pytest


def certificate(folder: Path) -> tuple[SSLContext, SSLContext]:
    """A new certificate for this machine: as the server shows it, and as a client that trusts it alone.

    The test is skipped where no openssl is installed; `.ci/run` installs it.
    """
    if shutil.which("openssl") is None:
        pytest.skip("needs the program openssl to make a certificate")
    key, shown = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", str(key), "-out", str(shown), "-days", "2", "-subj", "/CN=mail.example.org",
            "-addext", "subjectAltName=IP:127.0.0.1",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    serving = SSLContext(PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(shown, key)
    trusting = ssl.create_default_context(cafile=str(shown))
    return serving, trusting
