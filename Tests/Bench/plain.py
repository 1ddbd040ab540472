"""The job as a plain script does it: due actions from SQLite, one mail each, one commit per mail."""

import smtplib
import sqlite3
import sys
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from datetime import datetime, timezone

database, port = sys.argv[1], int(sys.argv[2])
connection = sqlite3.connect(database)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA synchronous = FULL")
due = connection.execute(
    "SELECT id, reference, text, name, email FROM action WHERE due <= '2027-03-01' AND sent IS NULL").fetchall()
with smtplib.SMTP("127.0.0.1", port) as smtp:
    for identifier, reference, text, name, address in due:
        message = EmailMessage()
        message["From"] = "actions@example.org"
        message["To"] = address
        message["Subject"] = "Board: your actions"
        message["Date"] = format_datetime(datetime.now(timezone.utc))
        message["Message-ID"] = make_msgid(domain="example.org")
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(f"Dear {name},\n\nThe board meets soon. Your action:\n\n{reference}: {text}\n")
        message.add_alternative(
            f"<p>Dear {name},</p><p>The board meets soon. Your action:</p><p>{reference}: {text}</p>", subtype="html")
        smtp.send_message(message)
        connection.execute("UPDATE action SET sent = ? WHERE id = ?", (datetime.now().isoformat(), identifier))
        connection.commit()
