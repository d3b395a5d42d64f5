"""The escape hatch: reads a store's file with nothing of SQLCipher's, from its published format.

Page 1 begins with the salt; every page ends with IV, HMAC-SHA512 and padding (reserve of 80
bytes). The HMAC key comes from the data key and the salt xor 0x3a by two rounds of PBKDF2.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, IV, MAC, SALT = 4096, 80, 16, 64, 16


def pages(data: bytes, key: bytes) -> Iterator[bytes]:
    """Yield every page decrypted; ValueError for one whose HMAC is wrong."""
    salt = bytes(byte ^ 0x3A for byte in data[:SALT])
    mac_key = hashlib.pbkdf2_hmac("sha512", key, salt, 2, 32)
    for number, start in enumerate(range(0, len(data), PAGE), 1):
        page = data[start + (SALT if number == 1 else 0) : start + PAGE]
        cipher_text, iv = page[:-RESERVE], page[-RESERVE : -RESERVE + IV]
        mac = page[-MAC:]
        signed = cipher_text + iv + number.to_bytes(4, "little")
        if not hmac.compare_digest(mac, hmac.digest(mac_key, signed, "sha512")):
            raise ValueError(f"page {number}")
        cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        plain = cipher.update(cipher_text) + cipher.finalize()
        yield (b"SQLite format 3\x00" if number == 1 else b"") + plain + bytes(RESERVE)
