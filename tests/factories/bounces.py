"""Reports of mail servers about mails that they could not deliver."""

from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText


def report_of(letter: EmailMessage, *, to: str, action: str = "failed", headers_alone: bool = False) -> bytes:
    """What comes back when `letter` could not be delivered to an address."""
    report = MIMEMultipart("report")
    report.set_param("report-type", "delivery-status")
    report["From"] = "Mail Delivery System <MAILER-DAEMON@mx.example.org>"
    report["Auto-Submitted"] = "auto-replied"
    report["Return-Path"] = "<>"
    report.attach(MIMEText("I could not deliver your mail."))
    status = MIMEBase("message", "delivery-status")
    server, recipient = Message(), Message()
    server["Reporting-MTA"] = "dns; mx.example.org"
    recipient["Final-Recipient"] = f"rfc822; {to}"
    recipient["Action"] = action
    recipient["Status"] = "5.1.1"
    status.set_payload([server, recipient])
    report.attach(status)
    report.attach(_headers_of(letter) if headers_alone else MIMEMessage(letter))
    return report.as_bytes()


def _headers_of(letter: EmailMessage) -> Message:
    return MIMEText("".join(f"{name}: {said}\n" for name, said in letter.items()), "rfc822-headers")
