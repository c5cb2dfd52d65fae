package io.tokenrelay.agent.verify.revocation;

import io.tokenrelay.agent.verify.http.NotFetchedException;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The entries of a list (draft-ietf-oauth-status-list §4): 1, 2, 4 or 8 bits each. Immutable. */
final class StatusBits {
  private final int bits;
  private final byte[] bytes;

  private StatusBits(int bits, byte[] bytes) {
    this.bits = bits;
    this.bytes = bytes;
  }

  /**
   * @param packed DEFLATE in a zlib frame (RFC 1950)
   * @param maxBytes the limit when unpacking: a few bytes can expand to gigabytes
   */
  static StatusBits unpack(int bits, byte[] packed, int maxBytes) throws NotFetchedException {
    if (bits != 1 && bits != 2 && bits != 4 && bits != 8) {
      throw new NotFetchedException("a status list with " + bits + " bits per token");
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
      byte[] buffer = new byte[8_192];
      while (!inflater.finished()) {
        int n = inflater.inflate(buffer);
        if (n == 0 && !inflater.finished()) {
          throw new NotFetchedException("the status list is truncated");
        }
        unpacked.write(buffer, 0, n);
        if (unpacked.size() > maxBytes) {
          throw new NotFetchedException(
              "a status list of more than "
                  + maxBytes
                  + " bytes ("
                  + RevocationProperties.STATUS_LIST_MAX_BYTES
                  + ")");
        }
      }
      return new StatusBits(bits, unpacked.toByteArray());
    } catch (DataFormatException e) {
      throw new NotFetchedException("the status list is not valid zlib data");
    } finally {
      inflater.end();
    }
  }

  /** The status of an entry, counting from the lowest bits of the first byte; -1 beyond the end. */
  int at(long index) {
    int perByte = 8 / bits;
    long place = index / perByte;
    if (index < 0 || place >= bytes.length) {
      return -1;
    }
    int shift = (int) (index % perByte) * bits;
    return ((bytes[(int) place] & 0xff) >>> shift) & ((1 << bits) - 1);
  }
}
